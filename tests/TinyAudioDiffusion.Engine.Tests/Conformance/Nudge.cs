namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>A small change of one element of an operand. Operands are counted in the order in which they are made.</summary>
public readonly record struct Nudge(int Operand, int Element, float By);

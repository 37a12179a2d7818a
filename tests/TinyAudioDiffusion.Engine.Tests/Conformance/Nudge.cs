namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>Moves one element of an operand, operands being counted in the order in which they are made.</summary>
public readonly record struct Nudge(int Operand, int Element, float By);

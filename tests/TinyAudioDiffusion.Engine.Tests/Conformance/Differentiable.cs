namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>
/// An operation with its own operands: its forward, and its backward, which returns the gradients of the inputs (null for an input without
/// one).
/// </summary>
internal sealed record Differentiable(Tensor[] Inputs, Func<Tensor> Forward, Func<Tensor, WeightGradients, Tensor?[]> Backward);

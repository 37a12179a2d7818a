namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>
/// An operation on operands of its own: what is computed, and the gradients that its backward half gives for the inputs, null for an input
/// without.
/// </summary>
internal sealed record Differentiable(Tensor[] Inputs, Func<Tensor> Forward, Func<Tensor, WeightGradients, Tensor?[]> Backward);

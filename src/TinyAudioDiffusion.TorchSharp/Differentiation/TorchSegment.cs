using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Differentiation;

/// <summary>A part of a pass that was computed without being recorded, and is computed again when its gradient is there.</summary>
/// <param name="Input">What went in.</param>
/// <param name="Output">What came out; gradients end at it.</param>
/// <param name="Compute">Computes it again.</param>
internal sealed record TorchSegment(TorchTensor Input, torch.Tensor Output, Func<Tensor, TorchTensor> Compute)
{
    /// <summary>Lets the gradient through, if any arrived. What the segment read beside its input is part of a graph that other segments need as well.</summary>
    public void Flow()
    {
        using var scope = torch.NewDisposeScope();
        if (Output.grad is not { } gradient)
            return;

        using var input = new TorchTensor(Input.Value.detach().requires_grad_().DetachFromDisposeScope(), Input.Shape);
        using (var output = Compute(input))
            torch.autograd.backward(output.Value, gradient, retain_graph: true);
        if (Input.Value.requires_grad && input.Value.grad is { } further)
            torch.autograd.backward(Input.Value, further, retain_graph: true);
    }
}

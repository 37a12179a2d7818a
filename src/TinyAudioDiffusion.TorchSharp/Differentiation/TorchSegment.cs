using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Differentiation;

/// <summary>
/// A segment of a pass that was computed without recording. The backward pass computes it again when its gradient is there.
/// </summary>
/// <param name="Input">The input.</param>
/// <param name="Output">The output; gradients end at it.</param>
/// <param name="Compute">Computes the segment again.</param>
internal sealed record TorchSegment(TorchTensor Input, torch.Tensor Output, Func<Tensor, TorchTensor> Compute)
{
    /// <summary>
    /// Runs the backward of the segment if a gradient has reached its output. Other segments may need the graph of what this one read
    /// beside its input, so the graph is kept.
    /// </summary>
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

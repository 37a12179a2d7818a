using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Differentiation;

/// <summary>A weight as one tape sees it: the same memory, with a gradient of the tape's own, so that passes on other threads share nothing but the values.</summary>
internal sealed class WeightLeaf(TorchWeight weight) : IDisposable
{
    private torch.Tensor? _rounded;

    /// <summary>Gets the values in float32; what gradients end at.</summary>
    public torch.Tensor Full { get; } = weight.Value.detach().requires_grad_().DetachFromDisposeScope();

    /// <summary>Gives the values in a smaller type; the rounding is a step of the pass.</summary>
    public torch.Tensor Rounded(torch.ScalarType type) => _rounded ??= Full.to_type(type).DetachFromDisposeScope();

    public void Dispose()
    {
        _rounded?.Dispose();
        Full.Dispose();
    }
}

using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Differentiation;

/// <summary>
/// A weight on one tape: the same memory, with a gradient that belongs to the tape. So passes on other threads share only the values.
/// </summary>
internal sealed class WeightLeaf(TorchWeight weight) : IDisposable
{
    private torch.Tensor? _rounded;

    /// <summary>Gets the values in float32; gradients end here.</summary>
    public torch.Tensor Full { get; } = weight.Value.detach().requires_grad_().DetachFromDisposeScope();

    /// <summary>Gives the values in a smaller type; the tape records the rounding.</summary>
    public torch.Tensor Rounded(torch.ScalarType type) => _rounded ??= Full.to_type(type).DetachFromDisposeScope();

    public void Dispose()
    {
        _rounded?.Dispose();
        Full.Dispose();
    }
}

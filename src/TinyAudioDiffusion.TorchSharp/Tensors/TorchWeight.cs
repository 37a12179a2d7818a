using TinyAudioDiffusion.Engine;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Tensors;

/// <summary>
/// A parameter in the layout of the state dict, in float32 on the device. With mixed precision it also holds the rounded values after their
/// first use.
/// </summary>
internal sealed class TorchWeight(torch.Tensor value, Shape shape, WeightUse use) : Weight
{
    private readonly Lock _lock = new();
    private torch.Tensor? _rounded;

    public override Shape Shape => shape;

    public override WeightUse Use => use;

    public torch.Tensor Value => value;

    /// <summary>Gives the values in a smaller type; the weight owns them.</summary>
    public torch.Tensor Rounded(torch.ScalarType type)
    {
        lock (_lock)
            return _rounded ??= value.to_type(type).DetachFromDisposeScope();
    }

    public void Update(torch.Tensor values)
    {
        value.copy_(values);
        Change();
    }

    /// <summary>Forgets the rounded values, after the values have changed.</summary>
    public void Change()
    {
        lock (_lock)
        {
            _rounded?.Dispose();
            _rounded = null;
        }
    }

    protected override void Release()
    {
        _rounded?.Dispose();
        value.Dispose();
    }
}

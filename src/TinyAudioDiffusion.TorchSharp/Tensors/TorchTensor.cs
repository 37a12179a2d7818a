using TinyAudioDiffusion.Engine;
using TorchSharp;

namespace TinyAudioDiffusion.TorchSharp.Tensors;

/// <summary>A tensor of libtorch outside of dispose scopes. It lives until it is released, or as long as the tape that keeps it.</summary>
/// <param name="value">The tensor; disposed with this unless a tape keeps it.</param>
/// <param name="shape">The extents.</param>
/// <param name="isKept">Whether a tape disposes the value.</param>
internal sealed class TorchTensor(torch.Tensor value, Shape shape, bool isKept = false) : Tensor
{
    private bool _isReleased;

    public override Shape Shape => shape;

    public torch.Tensor Value
    {
        get
        {
            // The backward pass reads again what a tape keeps.
            ObjectDisposedException.ThrowIf(_isReleased && !isKept, typeof(Tensor));
            return value;
        }
    }

    protected override void Release()
    {
        ObjectDisposedException.ThrowIf(_isReleased, typeof(Tensor));
        _isReleased = true;
        if (!isKept)
            value.Dispose();
    }
}

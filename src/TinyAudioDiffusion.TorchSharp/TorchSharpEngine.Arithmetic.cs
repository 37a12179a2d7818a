using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp.Tensors;

namespace TinyAudioDiffusion.TorchSharp;

// Operations on tensors of one shape, element by element.
public partial class TorchSharpEngine
{
    /// <inheritdoc/>
    protected override Tensor AddCore(Tensor left, Tensor right)
    {
        using var scope = Enter();
        return Give(Own(left).Value.Plus(Own(right).Value), left.Shape);
    }

    /// <inheritdoc/>
    protected override Tensor MultiplyCore(Tensor left, Tensor right)
    {
        using var scope = Enter();
        return Give(Own(left).Value.mul(Own(right).Value), left.Shape);
    }

    /// <inheritdoc/>
    protected override Tensor ExtrapolateCore(Tensor from, Tensor to, float amount)
    {
        using var scope = Enter();
        var start = Full(Own(from).Value);
        return Give(start.Plus(Full(Own(to).Value).sub(start).Times(amount)), from.Shape);
    }
}

using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TinyAudioDiffusion.TorchSharp;

// Features that scale and shift channels.
public partial class TorchSharpEngine
{
    private const double ModulationEpsilon = 1e-6;

    /// <inheritdoc/>
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
    {
        using var scope = Enter();
        return Give(Modulated(Own(x).Value, Own(scaleAndShift).Value), x.Shape);
    }

    private static torch.Tensor Modulated(torch.Tensor x, torch.Tensor scaleAndShift)
    {
        var channels = x.shape[1];
        var normal = F.layer_norm(Full(x).transpose(1, 2), [channels], eps: ModulationEpsilon).transpose(1, 2);
        var scale = scaleAndShift.narrow(1, 0, channels).unsqueeze(-1);
        var shift = scaleAndShift.narrow(1, channels, channels).unsqueeze(-1);
        return normal.mul(scale.Plus(1f)).Plus(shift).contiguous();
    }
}

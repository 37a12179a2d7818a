using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.TorchSharp.Tensors;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace TinyAudioDiffusion.TorchSharp;

// Normalisations that stand by themselves.
public partial class TorchSharpEngine
{
    /// <inheritdoc/>
    protected override Tensor NormalizeGroupsCore(Tensor x, NormalizationWeights norm, Activation activation, Tensor? residual)
    {
        using var scope = Enter();
        var y = Activated(activation, GroupNorm(Own(x).Value, norm));
        return Give(residual is null ? y : y.Plus(Own(residual).Value), x.Shape);
    }

    private torch.Tensor GroupNorm(torch.Tensor x, NormalizationWeights norm)
        => F.group_norm(Full(x), norm.Groups, Full(norm.Scale), Full(norm.Shift), NormalizationWeights.Epsilon);
}

using TinyAudioDiffusion.Engine.Differentiation;

namespace TinyAudioDiffusion.Engine.Scalar;

// Features that scale and shift channels.
internal sealed partial class ScalarEngine
{
    private const double ModulationEpsilon = 1e-6;

    /// <inheritdoc/>
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
    {
        var channels = x.Shape[1];
        var features = Own(scaleAndShift).Values;
        var normal = Normalize(Own(x), ColumnsOf(x.Shape), ModulationEpsilon).Normal;
        return Fill(
            x.Shape, (b, c, t) => (normal[b, c, t] * (1 + features[(b * 2 * channels) + c])) + features[(b * 2 * channels) + channels + c]);
    }

    /// <inheritdoc/>
    (Tensor X, Tensor ScaleAndShift) IGradientOperations.ModulateBackward(Tensor x, Tensor scaleAndShift, Tensor dy)
    {
        var channels = x.Shape[1];
        var columns = ColumnsOf(x.Shape).ToArray();
        var (normal, inverse) = Normalize(Own(x), columns, ModulationEpsilon);
        var (dnormal, dfeatures) = (new ScalarSums(x.Shape), new ScalarSums(scaleAndShift.Shape));
        foreach (var (b, c, t) in Places(x.Shape))
        {
            dfeatures[b, c] += Own(dy)[b, c, t] * normal[b, c, t];
            dfeatures[b, channels + c] += Own(dy)[b, c, t];
            dnormal[b, c, t] = Own(dy)[b, c, t] * (1.0 + Own(scaleAndShift).Values[(b * 2 * channels) + c]);
        }

        return (NormalizeBackward(normal, inverse, columns, dnormal).Round(), dfeatures.Round());
    }

    /// <inheritdoc/>
    Tensor IGradientOperations.Scale(Tensor x, Tensor scale)
        => Fill(x.Shape, (b, c, t) => (double)Own(scale).Values[(b * x.Shape[1]) + c] * Own(x)[b, c, t]);

    /// <inheritdoc/>
    (Tensor X, Tensor Scale) IGradientOperations.ScaleBackward(Tensor x, Tensor scale, Tensor dy)
    {
        var (dx, dscale) = (new ScalarSums(x.Shape), new ScalarSums(scale.Shape));
        foreach (var (b, c, t) in Places(x.Shape))
        {
            dx[b, c, t] = (double)Own(scale).Values[(b * x.Shape[1]) + c] * Own(dy)[b, c, t];
            dscale[b, c] += (double)Own(x)[b, c, t] * Own(dy)[b, c, t];
        }

        return (dx.Round(), dscale.Round());
    }
}

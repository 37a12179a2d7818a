using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.DanceDiffusion.Networks;

/// <summary>
/// Multi-head attention of the samples to each other behind a group normalisation with one group, plus the input; "SelfAttention1d" of the
/// published code. Positions are not told.
/// </summary>
internal sealed class SelfAttention(WeightReader reader, string name, int channels)
{
    private readonly NormalizationWeights _norm = reader.Norm($"{name}.group_norm", channels);
    private readonly ConvolutionWeights _query = reader.Projections(channels, channels, $"{name}.query");
    private readonly ConvolutionWeights _keyValue = reader.Projections(channels, channels, $"{name}.key", $"{name}.value");
    private readonly ConvolutionWeights _output = reader.Projections(channels, channels, $"{name}.proj_attn");

    /// <summary>Computes the attention.</summary>
    public Tensor Forward(TensorEngine engine, Tensor x)
    {
        using var normal = engine.NormalizeGroups(x, _norm);
        using var query = engine.Convolve(normal, _query);
        using var keyValue = engine.Convolve(normal, _keyValue);
        using var heads = engine.AttendHeads(query, keyValue, BlockShape.HeadsOf(channels));
        return engine.Convolve(heads, _output, residual: x);
    }
}

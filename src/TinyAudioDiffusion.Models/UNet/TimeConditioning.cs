using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.UNet;

/// <summary>
/// Embeds noise levels as features: [t, sin(2 pi w t), cos(2 pi w t)] with learned w, then three times a linear map and GELU. The second
/// and third map are one tied layer, which state dicts list under two names.
/// </summary>
internal sealed class TimeConditioning
{
    private const int Frequencies = 128;
    private readonly Parameter _frequencies;
    private readonly LinearLayer _embed;
    private readonly LinearLayer _tied;

    public TimeConditioning(ParameterScope embedder, ParameterScope layers, int features)
    {
        _frequencies = embedder.Declare("weights", new Shape(Frequencies), WeightUse.Values);
        _embed = new LinearLayer(embedder["to_out"], features, 1 + (2 * Frequencies));
        _tied = new LinearLayer(layers["blocks.0.0"], features, features, alias: layers["blocks.1.0"]);
    }

    /// <summary>Gives the features, [batch, features].</summary>
    public Tensor Forward(TensorEngine engine, ReadOnlySpan<float> noiseLevels)
    {
        using var waves = engine.EmbedFrequencies(noiseLevels, _frequencies.Weight);
        using var embedded = engine.Linear(waves, _embed.Weights, after: Activation.Gelu);
        using var once = engine.Linear(embedded, _tied.Weights, after: Activation.Gelu);
        return engine.Linear(once, _tied.Weights, after: Activation.Gelu);
    }
}

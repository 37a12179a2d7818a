using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>The waveform as it is: what the published checkpoints use.</summary>
public sealed class RawTransform : ITransform, ITransformFactory
{
    /// <inheritdoc/>
    public string Name => TransformNames.Raw;

    /// <inheritdoc/>
    public ITransform Create(
        TransformConfiguration configuration, int inChannels, int outChannels, ParameterScope root, out ParameterScope network)
    {
        network = root;
        return this;
    }

    /// <inheritdoc/>
    public int NetworkChannels(int audioChannels) => audioChannels;

    /// <inheritdoc/>
    public int LengthMultiple(int networkMultiple) => networkMultiple;

    /// <inheritdoc/>
    public Tensor Encode(TensorEngine engine, Tensor waveforms) => waveforms;

    /// <inheritdoc/>
    public Tensor Decode(TensorEngine engine, Tensor encoded) => encoded;
}

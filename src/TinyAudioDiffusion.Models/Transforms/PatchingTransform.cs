using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>Blocks of samples become channels: fast, and prone to aliasing.</summary>
/// <param name="size">The number of samples of a block.</param>
public sealed class PatchingTransform(int size) : ITransform
{
    /// <inheritdoc/>
    public int NetworkChannels(int audioChannels) => checked(audioChannels * size);

    /// <inheritdoc/>
    public int LengthMultiple(int networkMultiple) => checked(networkMultiple * size);

    /// <inheritdoc/>
    public Tensor Encode(TensorEngine engine, Tensor waveforms)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return engine.Patch(waveforms, size);
    }

    /// <inheritdoc/>
    public Tensor Decode(TensorEngine engine, Tensor encoded)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return engine.Unpatch(encoded, size);
    }
}

using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>A network on an engine as the samplers see it: waveforms in host memory in, velocities out.</summary>
/// <param name="info">What the model makes.</param>
/// <param name="network">The network with its parameters; disposed with this.</param>
/// <param name="engine">The engine; stays its owner's.</param>
public sealed class NetworkDiffusionModel(DiffusionModelInfo info, DiffusionNetwork network, TensorEngine engine) : IDiffusionModel
{
    /// <summary>8 MB of floats: two clips of the published network at its outermost level.</summary>
    private const long LargestBatchActivation = 2L << 20;

    /// <inheritdoc/>
    public DiffusionModelInfo Info => info;

    /// <inheritdoc/>
    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var (batch, channels) = (request.Batch, info.Channels);
        if (batch == 0 || request.Samples <= 0 || request.Samples % info.LengthMultiple != 0)
            throw new ArgumentException(
                $"{batch} items of {request.Samples} samples were given; {info.Name} takes at least one item and a multiple of "
                    + $"{info.LengthMultiple} samples.", nameof(request));
        var size = checked(batch * channels * request.Samples);
        if (request.Noisy.Length != size || velocity.Length != size)
            throw new ArgumentException(
                $"{request.Noisy.Length} values in and {velocity.Length} out do not fit {batch} items of {channels} channels and "
                    + $"{request.Samples} samples.", nameof(request));

        // Large batches pass in pieces whose activations stay in the cache: faster for each item, and memory stays bounded.
        var atOnce = (int)Math.Clamp(LargestBatchActivation / network.LargestActivation(request.Samples), 1, batch);
        var (itemSize, characterSize, heardSize) = (size / batch, request.Characters.Length / batch, request.Conditions.Length / batch);
        var (textSize, splits) = (request.Texts.Length / batch, request.SplitLevels.Length / batch);
        for (var first = 0; first < batch; first += atOnce)
        {
            var items = Math.Min(atOnce, batch - first);
            var range = (first * itemSize)..((first + items) * itemSize);
            var part = new VelocityRequest
            {
                Noisy = request.Noisy[range],
                NoiseLevels = request.NoiseLevels.Slice(first, items),
                SplitLevels = request.SplitLevels.Slice(first * splits, items * splits),
                Samples = request.Samples,
                Classes = request.Classes.IsEmpty ? default : request.Classes.Slice(first, items),
                ClassShares = request.ClassShares,
                Characters = request.Characters.Slice(first * characterSize, items * characterSize),
                Conditions = request.Conditions.Slice(first * heardSize, items * heardSize),
                Texts = request.Texts.Slice(first * textSize, items * textSize),
            };
            Predict(part, velocity[range]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private void Predict(in VelocityRequest request, Span<float> velocity)
    {
        using var waveforms = engine.CreateTensor(request.Noisy, new Shape(request.Batch, info.Channels, request.Samples));
        var isLatent = info.Condition is LatentCondition;
        using var heard = isLatent
            ? network.CreateLatent(engine, request.Conditions, request.Batch, request.Samples)
            : network.CreateHeard(engine, request.Conditions, request.Batch, request.Samples);
        using var embedding = network.CreateEmbedding(engine, request.Texts, request.Batch);
        var inputs = new NetworkInputs
        {
            Waveforms = waveforms,
            NoiseLevels = request.NoiseLevels,
            SplitLevels = request.SplitLevels,
            Heard = isLatent ? null : heard,
            Latent = isLatent ? heard : null,
            Embedding = embedding,
        };
        using var v = network.Forward(engine, inputs, request.Classes, request.Characters, request.ClassShares);
        engine.Read(v, velocity);
    }
}

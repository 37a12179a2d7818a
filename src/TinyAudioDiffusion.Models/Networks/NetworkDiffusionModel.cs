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
        var textSize = request.Texts.Length / batch;
        for (var first = 0; first < batch; first += atOnce)
        {
            var items = Math.Min(atOnce, batch - first);
            var range = (first * itemSize)..((first + items) * itemSize);
            Predict(
                request.Noisy[range],
                request.NoiseLevels.Slice(first, items),
                request.Classes.IsEmpty ? default : request.Classes.Slice(first, items),
                request.ClassShares,
                request.Characters.IsEmpty ? default : request.Characters.Slice(first * characterSize, items * characterSize),
                request.Conditions.Slice(first * heardSize, items * heardSize),
                request.Texts.Slice(first * textSize, items * textSize),
                new Shape(items, channels, request.Samples),
                velocity[range]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private void Predict(ReadOnlySpan<float> noisy, ReadOnlySpan<float> noiseLevels, ReadOnlySpan<int> classes,
        ReadOnlySpan<float> classShares, ReadOnlySpan<float> characters, ReadOnlySpan<float> conditions, ReadOnlySpan<float> texts,
        Shape shape, Span<float> velocity)
    {
        using var waveforms = engine.CreateTensor(noisy, shape);
        using var heard = network.CreateHeard(engine, conditions, shape[0], shape[2]);
        using var embedding = network.CreateEmbedding(engine, texts, shape[0]);
        var inputs = new NetworkInputs { Waveforms = waveforms, NoiseLevels = noiseLevels, Heard = heard, Embedding = embedding };
        using var v = network.Forward(engine, inputs, classes, characters, classShares);
        engine.Read(v, velocity);
    }
}

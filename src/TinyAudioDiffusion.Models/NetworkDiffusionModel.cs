using System.Buffers;
using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models;

/// <summary>A network on an engine as the samplers see it: waveforms in host memory in, velocities out.</summary>
/// <param name="info">What the model makes.</param>
/// <param name="network">The network with its parameters; disposed with this.</param>
/// <param name="engine">The engine; stays its owner's.</param>
/// <param name="dataScale">What sounds were multiplied with when the network was trained; see <see cref="Formats.ModelDescription.DataScale"/>.</param>
public sealed class NetworkDiffusionModel(DiffusionModelInfo info, DiffusionNetwork network, TensorEngine engine, float dataScale = 1f) : IDiffusionModel
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
            throw new ArgumentException($"{batch} items of {request.Samples} samples were given; {info.Name} takes at least one item and a multiple of {info.LengthMultiple} samples.", nameof(request));
        var size = checked(batch * channels * request.Samples);
        if (request.Noisy.Length != size || velocity.Length != size)
            throw new ArgumentException($"{request.Noisy.Length} values in and {velocity.Length} out do not fit {batch} items of {channels} channels and {request.Samples} samples.", nameof(request));

        // Large batches pass in pieces whose activations stay in the cache: faster for each item, and memory stays bounded.
        var atOnce = (int)Math.Clamp(LargestBatchActivation / network.LargestActivation(request.Samples), 1, batch);
        var (itemSize, characterSize) = (size / batch, request.Characters.Length / batch);
        for (var first = 0; first < batch; first += atOnce)
        {
            var items = Math.Min(atOnce, batch - first);
            var range = (first * itemSize)..((first + items) * itemSize);
            Predict(
                request.Noisy[range],
                request.NoiseLevels.Slice(first, items),
                request.Classes.IsEmpty ? default : request.Classes.Slice(first, items),
                request.Characters.IsEmpty ? default : request.Characters.Slice(first * characterSize, items * characterSize),
                new Shape(items, channels, request.Samples),
                velocity[range]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private void Predict(ReadOnlySpan<float> noisy, ReadOnlySpan<float> noiseLevels, ReadOnlySpan<int> classes, ReadOnlySpan<float> characters, Shape shape, Span<float> velocity)
    {
        if (dataScale == 1f)
        {
            Forward(noisy, noiseLevels, classes, characters, shape, velocity);
            return;
        }

        var size = noisy.Length / noiseLevels.Length;
        var buffer = ArrayPool<float>.Shared.Rent(noisy.Length + noiseLevels.Length);
        var scaled = buffer.AsSpan(0, noisy.Length);
        var scaledLevels = buffer.AsSpan(noisy.Length, noiseLevels.Length);
        for (var item = 0; item < noiseLevels.Length; item++)
        {
            scaledLevels[item] = VObjective.ScaledNoiseLevel(noiseLevels[item], dataScale);
            TensorPrimitives.Multiply(noisy.Slice(item * size, size), (float)(dataScale / Length(noiseLevels[item])), scaled.Slice(item * size, size));
        }

        Forward(scaled, scaledLevels, classes, characters, shape, velocity);
        for (var item = 0; item < noiseLevels.Length; item++)
        {
            var (level, length) = (noiseLevels[item], Length(noiseLevels[item]));
            var share = (double)VObjective.Alpha(level) * VObjective.Sigma(level) * (((double)dataScale * dataScale) - 1) / (length * length);
            var own = velocity.Slice(item * size, size);
            TensorPrimitives.Multiply(own, (float)(1 / length), own);
            TensorPrimitives.MultiplyAdd(noisy.Slice(item * size, size), (float)share, own, own);
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <summary>r of <see cref="VObjective.ScaledNoiseLevel"/>.</summary>
    private double Length(float noiseLevel)
    {
        var (alpha, sigma) = ((double)VObjective.Alpha(noiseLevel), (double)dataScale * VObjective.Sigma(noiseLevel));
        return Math.Sqrt((alpha * alpha) + (sigma * sigma));
    }

    private void Forward(ReadOnlySpan<float> noisy, ReadOnlySpan<float> noiseLevels, ReadOnlySpan<int> classes, ReadOnlySpan<float> characters, Shape shape, Span<float> velocity)
    {
        using var x = engine.CreateTensor(noisy, shape);
        using var v = network.Forward(engine, new UNetInputs { X = x, NoiseLevels = noiseLevels }, classes, characters);
        engine.Read(v, velocity);
    }
}

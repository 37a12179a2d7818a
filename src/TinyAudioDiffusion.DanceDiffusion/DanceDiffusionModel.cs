using System.Buffers;
using TinyAudioDiffusion.DanceDiffusion.Networks;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.DanceDiffusion;

/// <summary>A Dance Diffusion network on an engine as samplers see it. Its output is the velocity already, at our noise levels.</summary>
/// <param name="info">What the model makes.</param>
/// <param name="network">The network; disposed with this.</param>
/// <param name="engine">The engine; stays its owner's.</param>
internal sealed class DanceDiffusionModel(DiffusionModelInfo info, WaveformUNet network, TensorEngine engine) : IDiffusionModel
{
    /// <summary>8 MB of floats: more items at once only leave the cache.</summary>
    private const long LargestBatchActivation = 2L << 20;

    /// <inheritdoc/>
    public DiffusionModelInfo Info => info;

    /// <inheritdoc/>
    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var (batch, samples) = (request.Batch, request.Samples);
        if (batch == 0 || samples <= 0 || samples % info.LengthMultiple != 0)
            throw new ArgumentException(
                $"{batch} items of {samples} samples were given; {info.Name} takes at least one item and a multiple of "
                    + $"{info.LengthMultiple} samples.", nameof(request));
        var size = checked(info.Channels * samples);
        if (request.Noisy.Length != batch * size || velocity.Length != batch * size)
            throw new ArgumentException(
                $"{request.Noisy.Length} values in and {velocity.Length} out do not fit {batch} items of {info.Channels} channels and "
                    + $"{samples} samples.", nameof(request));

        var atOnce = (int)Math.Clamp(LargestBatchActivation / ((long)network.Shape.WidestChannels * samples), 1, batch);
        for (var first = 0; first < batch; first += atOnce)
        {
            var items = Math.Min(atOnce, batch - first);
            var range = (first * size)..((first + items) * size);
            Predict(request.Noisy[range], request.NoiseLevels.Slice(first, items), samples, velocity[range]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private void Predict(ReadOnlySpan<float> noisy, ReadOnlySpan<float> noiseLevels, int samples, Span<float> velocity)
    {
        var (items, channels, features) = (noiseLevels.Length, info.Channels, 2 * network.Shape.Frequencies);
        var shape = new Shape(items, channels + features, samples);
        var values = ArrayPool<float>.Shared.Rent(shape.ElementCount);
        try
        {
            var levels = new float[items * features];
            network.Embed(engine, noiseLevels, levels);
            for (var item = 0; item < items; item++)
            {
                var own = values.AsSpan(item * (channels + features) * samples);
                noisy.Slice(item * channels * samples, channels * samples).CopyTo(own);
                for (var feature = 0; feature < features; feature++)
                    own.Slice((channels + feature) * samples, samples).Fill(levels[(item * features) + feature]);
            }

            using var x = engine.CreateTensor(values.AsSpan(0, shape.ElementCount), shape);
            using var v = network.Forward(engine, x);
            engine.Read(v, velocity);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(values);
        }
    }
}

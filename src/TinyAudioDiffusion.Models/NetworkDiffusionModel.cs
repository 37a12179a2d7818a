using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.UNet;

namespace TinyAudioDiffusion.Models;

/// <summary>A network on an engine as the samplers see it: waveforms in host memory in, velocities out.</summary>
/// <param name="info">What the model makes.</param>
/// <param name="network">The network with its parameters; disposed with this.</param>
/// <param name="engine">The engine; stays its owner's.</param>
public sealed class NetworkDiffusionModel(DiffusionModelInfo info, DiffusionNetwork network, TensorEngine engine) : IDiffusionModel
{
    /// <summary>16 MB of floats: four clips of the published network at its outermost level.</summary>
    private const long LargestBatchActivation = 4L << 20;

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
        var itemSize = size / batch;
        for (var first = 0; first < batch; first += atOnce)
        {
            var items = Math.Min(atOnce, batch - first);
            using var x = engine.CreateTensor(request.Noisy.Slice(first * itemSize, items * itemSize), new Shape(items, channels, request.Samples));
            using var v = network.Forward(
                engine,
                new UNetInputs { X = x, NoiseLevels = request.NoiseLevels.Slice(first, items) },
                request.Classes.IsEmpty ? default : request.Classes.Slice(first, items));
            engine.Read(v, velocity.Slice(first * itemSize, items * itemSize));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}

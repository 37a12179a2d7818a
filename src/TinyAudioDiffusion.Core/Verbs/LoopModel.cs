using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// A model that sees a sound as a circle: each call continues the waveform on both sides with its own other end, so that no place is a border, and
/// drops what was added. Takes any length; the bits of an item depend on the item alone.
/// </summary>
/// <param name="inner">The model.</param>
/// <param name="context">How many samples to add at least on each side.</param>
internal sealed class LoopModel(IDiffusionModel inner, int context) : IDiffusionModel
{
    public DiffusionModelInfo Info { get; } = inner.Info with { LengthMultiple = 1 };

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var length = request.Samples;
        var wrapped = inner.Info.RoundUpLength(checked(length + (2 * context)));
        var rows = request.Noisy.Length / length;
        var noisy = new float[checked(rows * wrapped)];
        var predicted = new float[noisy.Length];
        for (var row = 0; row < rows; row++)
        {
            var from = request.Noisy.Slice(row * length, length);
            var to = noisy.AsSpan(row * wrapped, wrapped);
            var place = length - 1 - ((context - 1 + length) % length);
            for (var i = 0; i < wrapped; i++)
            {
                to[i] = from[place];
                place = place == length - 1 ? 0 : place + 1;
            }
        }

        inner.PredictVelocity(
            new VelocityRequest { Noisy = noisy, NoiseLevels = request.NoiseLevels, Samples = wrapped, Classes = request.Classes }, predicted);
        for (var row = 0; row < rows; row++)
            predicted.AsSpan((row * wrapped) + context, length).CopyTo(velocity.Slice(row * length, length));
    }

    // The model inside belongs to whoever loaded it.
    public void Dispose()
    {
    }
}

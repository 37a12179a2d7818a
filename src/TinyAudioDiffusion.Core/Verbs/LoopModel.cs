using System.Buffers;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// A model that sees a sound as a circle: each call continues the waveform on both sides with its own other end, so that no place is a
/// border, and drops the added samples of the result. Takes any length; the bits of an item depend on the item alone.
/// </summary>
/// <param name="inner">The model.</param>
/// <param name="context">How many samples to add at least on each side.</param>
internal sealed class LoopModel(IDiffusionModel inner, int context) : IModelAround
{
    public DiffusionModelInfo Info { get; } = inner.Info with { LengthMultiple = 1 };

    public IDiffusionModel Inner => inner;

    public (int Items, int Samples) InnerCall(int items, int samples)
        => (items, inner.Info.RoundUpLength(checked(samples + (2 * context))));

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var length = request.Samples;
        var (_, wrapped) = InnerCall(request.Batch, length);
        var rows = request.Noisy.Length / length;
        var size = checked(rows * wrapped);
        var buffer = ArrayPool<float>.Shared.Rent(checked(2 * size));
        var noisy = buffer.AsSpan(0, size);
        var predicted = buffer.AsSpan(size, size);
        for (var row = 0; row < rows; row++)
        {
            var from = request.Noisy.Slice(row * length, length);
            var to = noisy.Slice(row * wrapped, wrapped);
            var place = length - 1 - ((context - 1 + length) % length);
            for (var i = 0; i < wrapped; i++)
            {
                to[i] = from[place];
                place = place == length - 1 ? 0 : place + 1;
            }
        }

        inner.PredictVelocity(
            new VelocityRequest
            {
                Noisy = noisy,
                NoiseLevels = request.NoiseLevels,
                Samples = wrapped,
                Classes = request.Classes,
                ClassShares = request.ClassShares,
                Characters = request.Characters,
                Texts = request.Texts,
            },
            predicted);
        for (var row = 0; row < rows; row++)
            predicted.Slice((row * wrapped) + context, length).CopyTo(velocity.Slice(row * length, length));
        ArrayPool<float>.Shared.Return(buffer);
    }

    // The inner model belongs to the caller that loaded it.
    public void Dispose()
    {
    }
}

using System.Buffers;
using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// Classifier-free guidance (Ho and Salimans, 2022) around a model with classes, or one that reads text: velocity = negative + scale
/// (wanted - negative), which at a given noise level is the same as guiding the estimate of the clean sound. The negative has no text. A
/// call whose noise levels touch the interval sends every item through the network twice, both times with the same character: guidance
/// makes the kind clear and leaves the variety alone.
/// </summary>
/// <param name="inner">The model; stays its owner's.</param>
/// <param name="scale">The guidance scale, from 0 to 100; 1 for none.</param>
/// <param name="interval">The noise levels at which guidance acts.</param>
/// <param name="negativeClass">The index of the class to lead away from; -1 for no class.</param>
/// <remarks>Safe to use from several threads at once.</remarks>
public sealed class GuidedModel(IDiffusionModel inner, float scale, GuidanceInterval interval, int negativeClass) : IModelAround
{
    /// <inheritdoc/>
    public DiffusionModelInfo Info => inner.Info;

    IDiffusionModel IModelAround.Inner => inner;

    (int Items, int Samples) IModelAround.InnerCall(int items, int samples) => (2 * items, samples);

    /// <inheritdoc/>
    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        if (!Acts(request.NoiseLevels))
        {
            inner.PredictVelocity(request, velocity);
            return;
        }

        var (size, batch) = (request.Noisy.Length, request.Batch);
        var floats = ArrayPool<float>.Shared.Rent(checked(
            (4 * size) + (2 * batch) + (2 * (request.Characters.Length + request.Conditions.Length + request.Texts.Length
                + request.SplitLevels.Length))));
        var labels = ArrayPool<int>.Shared.Rent(2 * batch);
        var noisy = floats.AsSpan(0, 2 * size);
        var both = floats.AsSpan(2 * size, 2 * size);
        var levels = floats.AsSpan(4 * size, 2 * batch);
        var classes = labels.AsSpan(0, 2 * batch);
        var characters = floats.AsSpan((4 * size) + (2 * batch), 2 * request.Characters.Length);
        request.Characters.CopyTo(characters);
        request.Characters.CopyTo(characters[request.Characters.Length..]);
        var conditions = floats.AsSpan((4 * size) + (2 * batch) + characters.Length, 2 * request.Conditions.Length);
        request.Conditions.CopyTo(conditions);
        request.Conditions.CopyTo(conditions[request.Conditions.Length..]);
        var texts = floats.AsSpan((4 * size) + (2 * batch) + characters.Length + conditions.Length, 2 * request.Texts.Length);
        request.Texts.CopyTo(texts);
        texts[request.Texts.Length..].Fill(float.NaN);
        var splitLevels = floats.AsSpan(
            (4 * size) + (2 * batch) + characters.Length + conditions.Length + texts.Length, 2 * request.SplitLevels.Length);
        request.SplitLevels.CopyTo(splitLevels);
        request.SplitLevels.CopyTo(splitLevels[request.SplitLevels.Length..]);
        request.Noisy.CopyTo(noisy);
        request.Noisy.CopyTo(noisy[size..]);
        request.NoiseLevels.CopyTo(levels);
        request.NoiseLevels.CopyTo(levels[batch..]);
        if (Info.Classes.Count == 0)
            classes = [];
        else if (request.Classes.IsEmpty)
            classes[..batch].Fill(-1);
        else
            request.Classes.CopyTo(classes);
        if (!classes.IsEmpty)
            classes[batch..].Fill(negativeClass);

        inner.PredictVelocity(
            new VelocityRequest
            {
                Noisy = noisy,
                NoiseLevels = levels,
                SplitLevels = splitLevels,
                Samples = request.Samples,
                Classes = classes,
                ClassShares = request.ClassShares,
                Characters = characters,
                Conditions = conditions,
                Texts = texts,
            },
            both);
        var item = size / batch;
        for (var i = 0; i < batch; i++)
        {
            var amount = interval.Contains(request.NoiseLevels[i]) ? scale : 1;
            var guided = velocity.Slice(i * item, item);
            TensorPrimitives.Multiply(both.Slice(i * item, item), amount, guided);
            TensorPrimitives.MultiplyAdd(both.Slice(size + (i * item), item), 1 - amount, guided, guided);
        }

        ArrayPool<float>.Shared.Return(floats);
        ArrayPool<int>.Shared.Return(labels);
    }

    private bool Acts(ReadOnlySpan<float> noiseLevels)
    {
        foreach (var level in noiseLevels)
        {
            if (interval.Contains(level))
                return true;
        }

        return false;
    }

    /// <summary>Does nothing: the inner model belongs to the caller that loaded it.</summary>
    public void Dispose()
    {
    }
}

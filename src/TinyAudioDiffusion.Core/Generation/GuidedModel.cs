using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// Classifier-free guidance (Ho and Salimans, 2022) around a model with classes: velocity = negative + scale (wanted - negative), which at a
/// given noise level is the same as guiding the estimate of the clean sound. Each call holds every item twice.
/// </summary>
internal sealed class GuidedModel(IDiffusionModel inner, float scale, int negativeClass) : IDiffusionModel
{
    public DiffusionModelInfo Info => inner.Info;

    public IDiffusionModel Inner => inner;

    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var (size, batch) = (request.Noisy.Length, request.Batch);
        var noisy = new float[2 * size];
        var both = new float[2 * size];
        var levels = new float[2 * batch];
        var classes = new int[2 * batch];
        request.Noisy.CopyTo(noisy);
        request.Noisy.CopyTo(noisy.AsSpan(size));
        request.NoiseLevels.CopyTo(levels);
        request.NoiseLevels.CopyTo(levels.AsSpan(batch));
        classes.AsSpan().Fill(negativeClass);
        if (request.Classes.IsEmpty)
            classes.AsSpan(0, batch).Fill(-1);
        else
            request.Classes.CopyTo(classes);

        inner.PredictVelocity(new VelocityRequest { Noisy = noisy, NoiseLevels = levels, Samples = request.Samples, Classes = classes }, both);
        TensorPrimitives.Multiply(both.AsSpan(0, size), scale, velocity);
        TensorPrimitives.MultiplyAdd(both.AsSpan(size), 1 - scale, velocity, velocity);
    }

    // The model inside belongs to whoever loaded it.
    public void Dispose()
    {
    }
}

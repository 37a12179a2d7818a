using System.Buffers;
using System.Numerics.Tensors;

namespace TinyAudioDiffusion.Diffusion;

/// <summary>
/// A model around one that was trained on sounds multiplied by a scale. Waveforms outside keep their own scale; each call of the model
/// inside gets the same noise,
/// scaled waveforms and the noise levels that belong to them, see <see cref="VObjective.ScaledNoiseLevel"/>.
/// </summary>
public sealed class ScaledDataModel : IModelAround
{
    private readonly float _scale;

    private ScaledDataModel(IDiffusionModel inner, float scale) => (Inner, _scale) = (inner, scale);

    /// <inheritdoc/>
    public DiffusionModelInfo Info => Inner.Info;

    /// <summary>Gets the model inside, disposed with this one.</summary>
    public IDiffusionModel Inner { get; }

    /// <summary>Wraps a model where its data are scaled.</summary>
    /// <param name="inner">The model that was trained on scaled sounds; disposed with the result.</param>
    /// <param name="scale">The factor by which the sounds were multiplied, above 0.</param>
    /// <returns>A model of sounds at their own scale; <paramref name="inner"/> itself where the scale is 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not above 0.</exception>
    public static IDiffusionModel Around(IDiffusionModel inner, float scale)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return scale == 1f ? inner : new ScaledDataModel(inner, scale);
    }

    /// <inheritdoc/>
    public void PredictVelocity(in VelocityRequest request, Span<float> velocity)
    {
        var noisy = request.Noisy;
        var noiseLevels = request.NoiseLevels;
        var splitLevels = request.SplitLevels;
        var buffer = ArrayPool<float>.Shared.Rent(noisy.Length + noiseLevels.Length + splitLevels.Length);
        var scaled = buffer.AsSpan(0, noisy.Length);
        var scaledLevels = buffer.AsSpan(noisy.Length, noiseLevels.Length);
        var scaledSplitLevels = buffer.AsSpan(noisy.Length + noiseLevels.Length, splitLevels.Length);
        for (var item = 0; item < noiseLevels.Length; item++)
            scaledLevels[item] = VObjective.ScaledNoiseLevel(noiseLevels[item], _scale);
        for (var split = 0; split < splitLevels.Length; split++)
            scaledSplitLevels[split] = VObjective.ScaledNoiseLevel(splitLevels[split], _scale);
        var stretches = new Stretches(request, Info.Channels);
        for (var stretch = 0; stretch < stretches.Count; stretch++)
        {
            var range = stretches.RangeOf(stretch);
            TensorPrimitives.Multiply(noisy[range], (float)(_scale / Norm(stretches.LevelOf(request, stretch))), scaled[range]);
        }

        Inner.PredictVelocity(
            new VelocityRequest
            {
                Noisy = scaled,
                NoiseLevels = scaledLevels,
                SplitLevels = scaledSplitLevels,
                Samples = request.Samples,
                Classes = request.Classes,
                ClassShares = request.ClassShares,
                Characters = request.Characters,
                Conditions = request.Conditions,
                Texts = request.Texts,
            },
            velocity);
        for (var stretch = 0; stretch < stretches.Count; stretch++)
        {
            var level = stretches.LevelOf(request, stretch);
            var norm = Norm(level);
            var share = (double)VObjective.Alpha(level) * VObjective.Sigma(level) * (((double)_scale * _scale) - 1) / (norm * norm);
            var range = stretches.RangeOf(stretch);
            var own = velocity[range];
            TensorPrimitives.Multiply(own, (float)(1 / norm), own);
            TensorPrimitives.MultiplyAdd(noisy[range], (float)share, own, own);
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <inheritdoc/>
    public void Dispose() => Inner.Dispose();

    (int Items, int Samples) IModelAround.InnerCall(int items, int samples) => (items, samples);

    /// <summary>Computes r of <see cref="VObjective.ScaledNoiseLevel"/>.</summary>
    private double Norm(float noiseLevel)
    {
        var (alpha, sigma) = ((double)VObjective.Alpha(noiseLevel), (double)_scale * VObjective.Sigma(noiseLevel));
        return Math.Sqrt((alpha * alpha) + (sigma * sigma));
    }

    /// <summary>The stretches of one noise level: whole items, or the splits of each channel of each item.</summary>
    private readonly struct Stretches(in VelocityRequest request, int channels)
    {
        private readonly int _splits = request.SplitLevels.Length / Math.Max(1, request.Batch); // 0 for whole items
        private readonly int _length = request.SplitLevels.IsEmpty
            ? request.Noisy.Length / Math.Max(1, request.Batch)
            : request.Noisy.Length / (channels * request.SplitLevels.Length);

        public int Count { get; } = request.SplitLevels.IsEmpty ? request.Batch : channels * request.SplitLevels.Length;

        public Range RangeOf(int stretch) => (stretch * _length)..((stretch + 1) * _length);

        public float LevelOf(in VelocityRequest request, int stretch) => _splits == 0
            ? request.NoiseLevels[stretch]
            : request.SplitLevels[(stretch / (channels * _splits) * _splits) + (stretch % _splits)];
    }
}

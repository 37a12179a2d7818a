using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Noise levels whose ln sigma lie as the quantiles of a logistic distribution: sigma = (u / (1 - u))^scale with an even ramp u from 1 to
/// 0. The steps are densest at sigma = 1, in the middle of the noise levels, and thin out towards both ends, which are infinity and 0
/// without limits to choose.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. Measured for <see cref="VAdamsSampler"/>, see docs/samplers.md; with scale 1
/// and sigma = u / (1 - u) it is the even grid of rectified flows (Liu, Gong and Liu, "Flow Straight and Fast", 2023).
/// </remarks>
/// <param name="scale">The scale of the distribution, above 0: how far the steps spread over ln sigma.</param>
public sealed class LogisticSchedule(double scale = 1.3) : INoiseSchedule
{
    private readonly double _scale = SamplerOptions.Positive(scale, nameof(scale));

    /// <inheritdoc/>
    public string Name { get; init; } = ScheduleNames.Logistic;

    /// <inheritdoc/>
    public void Fill(Span<float> noiseLevels)
    {
        SigmaGrid.Require(noiseLevels);
        var steps = noiseLevels.Length - 1;
        noiseLevels[0] = 1f;
        for (var i = 1; i < steps; i++)
            SigmaGrid.Set(noiseLevels, i, SigmaSpace.NoiseLevelOf(PortableMath.Pow((double)(steps - i) / i, _scale)));
        noiseLevels[^1] = 0f;
    }
}

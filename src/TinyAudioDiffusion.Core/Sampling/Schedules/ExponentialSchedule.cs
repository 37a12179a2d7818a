using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Evenly spaced logarithms of sigma between two ends: ln sigma = ln max + u (ln min - ln max).
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. The grid starts at t = 1 in place of the largest sigma and ends at 0 after
/// the smallest one.
/// </remarks>
/// <param name="sigmaMin">The smallest sigma before 0; above 0.</param>
/// <param name="sigmaMax">The largest sigma, whose place t = 1 takes; above the smallest.</param>
public sealed class ExponentialSchedule(double sigmaMin = 0.01, double sigmaMax = 100) : INoiseSchedule
{
    private readonly double _sigmaMin = SamplerOptions.Positive(sigmaMin, nameof(sigmaMin));
    private readonly double _sigmaMax = SamplerOptions.Above(sigmaMax, sigmaMin, nameof(sigmaMax));

    /// <inheritdoc/>
    public string Name { get; init; } = ScheduleNames.Exponential;

    /// <inheritdoc/>
    public void Fill(Span<float> noiseLevels)
    {
        var (first, last) = (PortableMath.Log(_sigmaMax), PortableMath.Log(_sigmaMin));
        SigmaGrid.Fill(noiseLevels, u => PortableMath.Exp(first + (u * (last - first))));
    }
}

using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// A power of an even ramp in the logarithm of sigma: ln sigma = ln min + (1 - u)^rho (ln max - ln min). rho = 1 is
/// <see cref="ExponentialSchedule"/>; above 1 the steps crowd at low noise, below 1 at high noise.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. The grid starts at t = 1 in place of the largest sigma and ends at 0 after
/// the smallest one.
/// </remarks>
/// <param name="sigmaMin">The smallest sigma before 0; above 0.</param>
/// <param name="sigmaMax">The largest sigma, whose place t = 1 takes; above the smallest.</param>
/// <param name="rho">The power, above 0.</param>
public sealed class PolyexponentialSchedule(double sigmaMin = 0.01, double sigmaMax = 100, double rho = 1.5) : INoiseSchedule
{
    private readonly double _sigmaMin = SamplerOptions.Positive(sigmaMin, nameof(sigmaMin));
    private readonly double _sigmaMax = SamplerOptions.Above(sigmaMax, sigmaMin, nameof(sigmaMax));
    private readonly double _rho = SamplerOptions.Positive(rho, nameof(rho));

    /// <inheritdoc/>
    public string Name { get; init; } = ScheduleNames.Polyexponential;

    /// <inheritdoc/>
    public void Fill(Span<float> noiseLevels)
    {
        var (first, last) = (PortableMath.Log(_sigmaMax), PortableMath.Log(_sigmaMin));
        SigmaGrid.Fill(noiseLevels, u => PortableMath.Exp(last + ((u < 1 ? PortableMath.Pow(1 - u, _rho) : 0) * (first - last))));
    }
}

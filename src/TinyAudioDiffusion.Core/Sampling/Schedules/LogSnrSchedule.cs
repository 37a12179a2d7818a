using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Evenly spaced logarithms of the signal-to-noise ratio, ln(alpha^2 / s^2) = -2 ln sigma, on the cosine mixture alpha = cos(pi t / 2)
/// (Kingma et al., "Variational Diffusion Models", 2021; Lu et al., "DPM-Solver", 2022, whose solvers take even steps in it).
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. The grid starts at t = 1 in place of the largest sigma and ends at 0 after
/// the smallest one.
/// </remarks>
/// <param name="minLogSnr">The smallest logarithm, whose place t = 1 takes; finite.</param>
/// <param name="maxLogSnr">The largest one, after which comes 0; above the smallest.</param>
public sealed class LogSnrSchedule(double minLogSnr = -6, double maxLogSnr = 7) : INoiseSchedule
{
    private readonly double _minLogSnr = double.IsFinite(minLogSnr)
        ? minLogSnr
        : throw new ArgumentOutOfRangeException(nameof(minLogSnr), minLogSnr, $"{nameof(minLogSnr)} must be finite.");

    private readonly double _maxLogSnr = SamplerOptions.Above(maxLogSnr, minLogSnr, nameof(maxLogSnr));

    /// <inheritdoc/>
    public string Name { get; init; } = ScheduleNames.CosineLogSnr;

    /// <inheritdoc/>
    public void Fill(Span<float> noiseLevels)
        => SigmaGrid.Fill(noiseLevels, u => PortableMath.Exp(-0.5 * (_minLogSnr + (u * (_maxLogSnr - _minLogSnr)))));
}

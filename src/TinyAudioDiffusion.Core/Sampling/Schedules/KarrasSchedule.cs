using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Evenly spaced roots of sigma (Karras, Aittala, Aila and Laine, "Elucidating the Design Space of Diffusion-Based Generative Models",
/// 2022, equation 5): sigma = (max^(1/rho) + u (min^(1/rho) - max^(1/rho)))^rho.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. The grid starts at t = 1 in place of the largest sigma and ends at 0 after
/// the smallest one.
/// </remarks>
/// <param name="sigmaMin">The smallest sigma before 0; above 0.</param>
/// <param name="sigmaMax">The largest sigma, whose place t = 1 takes; above the smallest.</param>
/// <param name="rho">How strongly the steps crowd at low noise, above 0; 7 in the paper, 1 is an even ramp.</param>
public sealed class KarrasSchedule(double sigmaMin = 0.01, double sigmaMax = 80, double rho = 7) : INoiseSchedule
{
    private readonly double _sigmaMin = SamplerOptions.Positive(sigmaMin, nameof(sigmaMin));
    private readonly double _sigmaMax = SamplerOptions.Above(sigmaMax, sigmaMin, nameof(sigmaMax));
    private readonly double _rho = SamplerOptions.Positive(rho, nameof(rho));

    /// <inheritdoc/>
    public string Name { get; init; } = ScheduleNames.Karras;

    /// <inheritdoc/>
    public void Fill(Span<float> noiseLevels)
    {
        var (first, last) = (PortableMath.Pow(_sigmaMax, 1 / _rho), PortableMath.Pow(_sigmaMin, 1 / _rho));
        SigmaGrid.Fill(noiseLevels, u => PortableMath.Pow(first + (u * (last - first)), _rho));
    }
}

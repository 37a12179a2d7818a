namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// The schedule of CRASH (Rouard and Hadjeres, "CRASH: Raw Audio Score-based Generative Modeling for Controllable High-resolution Drum
/// Sound Synthesis", 2021): an even ramp u with s = sin^2(pi u / 2) as the share of the noise. Most steps lie at low noise.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. t = (2 / pi) asin(s); with c = cos^2 and s = 1 - c, tan = s / sqrt(c (1 + s)).
/// </remarks>
public sealed class CrashSchedule : INoiseSchedule
{
    /// <inheritdoc/>
    public string Name { get; init; } = ScheduleNames.Crash;

    /// <inheritdoc/>
    public void Fill(Span<float> noiseLevels)
    {
        SigmaGrid.Require(noiseLevels);
        var steps = noiseLevels.Length - 1;
        noiseLevels[0] = 1f;
        for (var i = 1; i < steps; i++)
        {
            var u = 0.5 * (steps - i) / steps;
            var (sine, cosine) = (double.SinPi(u), double.CosPi(u));
            var share = sine * sine;
            SigmaGrid.Set(noiseLevels, i, SigmaSpace.NoiseLevelOf(share / (cosine * Math.Sqrt(1 + share))));
        }

        noiseLevels[^1] = 0f;
    }
}

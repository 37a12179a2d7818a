using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// Adams's predictor and corrector on the velocity, fitted to rotations (Gautschi, "Numerical Integration of Ordinary Differential
/// Equations Based on Trigonometric Polynomials", Numerische Mathematik 3, 1961). In the angle phi = pi t / 2 the flow is dx/dphi =
/// velocity (Salimans and Ho, "Progressive Distillation", 2022, appendix D), and nothing in it is infinite, neither at t = 1 nor at 0. One
/// network call a step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. Third order. With angles counted from where a step starts, d where it ends, p
/// the place before:
/// <code>
/// first step    x' = cos d x + sin d v                          exact for cos and sin: a step of DDIM
/// predictor     x' = x + w0 v + wp v(p)                         exact for cos, sin and 1
/// corrector     x' = x + w0 v + wp v(p) + wd v(d)               exact for cos, sin, 1 and phi
/// </code>
/// v(d) is the velocity at the result of the predictor. The next step uses it as well, so the corrector costs no call. The last step, to t
/// = 0, takes the estimate of the clean sound.
/// </remarks>
public sealed class VAdamsSampler : ISampler
{
    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.VAdams;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        ArgumentNullException.ThrowIfNull(run);

        var levels = run.NoiseLevels;
        var before = new float[x.Length];
        var denoised = new float[x.Length];
        var velocities = new RecentWaves(3, x.Length);

        for (var i = 0; i < run.Steps; i++)
        {
            var velocity = velocities.Next(levels[i]);
            run.PredictVelocity(x, levels[i], velocity);
            if (i > 0)
                Correct(x, before, velocities);

            VObjective.Denoised(x, velocity, levels[i], denoised);
            if (levels[i + 1] == 0)
            {
                denoised.CopyTo(x);
            }
            else
            {
                x.CopyTo(before);
                Predict(x, velocities, levels[i + 1]);
            }

            run.Report(i + 1, levels[i], denoised);
        }
    }

    private static void Predict(Span<float> x, RecentWaves velocities, float next)
    {
        // Angles in units of pi.
        var d = 0.5 * (next - velocities.At(0));
        if (velocities.Count == 1)
        {
            LinearCombination.Set(x, double.CosPi(d), x, double.SinPi(d), velocities[0]);
            return;
        }

        var p = 0.5 * (velocities.At(1) - velocities.At(0));
        var ofP = Versine(d) / double.SinPi(p);
        LinearCombination.Add(x, double.SinPi(d) - (ofP * double.CosPi(p)), velocities[0]);
        LinearCombination.Add(x, ofP, velocities[1]);
    }

    // Repeats the last step from the state before it, now with the newest velocity.
    private static void Correct(Span<float> x, float[] before, RecentWaves velocities)
    {
        var d = 0.5 * (velocities.At(0) - velocities.At(1));
        before.CopyTo(x);
        if (velocities.Count == 2)
        {
            // Half of the way with each velocity, exact for cos, sin and 1.
            var half = double.SinPi(0.5 * d) / double.CosPi(0.5 * d);
            LinearCombination.Add(x, half, velocities[1]);
            LinearCombination.Add(x, half, velocities[0]);
            return;
        }

        // phi: w0 = d - wp - wd; cos and sin then leave two equations,
        // wp (cos p - 1) + wd (cos d - 1) = sin d - d and wp sin p + wd sin d = 1 - cos d.
        var p = 0.5 * (velocities.At(2) - velocities.At(1));
        var (sinD, verD, sinP, verP) = (double.SinPi(d), Versine(d), double.SinPi(p), Versine(p));
        var lag = sinD - (Math.PI * d);
        var determinant = (verD * sinP) - (verP * sinD);
        var ofP = ((lag * sinD) + (verD * verD)) / determinant;
        var ofD = -((verP * verD) + (sinP * lag)) / determinant;
        LinearCombination.Add(x, (Math.PI * d) - ofP - ofD, velocities[1]);
        LinearCombination.Add(x, ofP, velocities[2]);
        LinearCombination.Add(x, ofD, velocities[0]);
    }

    // 1 - cos, without cancellation.
    private static double Versine(double angle)
    {
        var sine = double.SinPi(0.5 * angle);
        return 2 * sine * sine;
    }
}

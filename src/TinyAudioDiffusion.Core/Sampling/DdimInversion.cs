using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// DDIM backwards (Song, Meng and Ermon, "Denoising Diffusion Implicit Models", 2021, section 4.3): finds the noise from which DDIM on the
/// same grid makes a given sound.
/// </summary>
/// <remarks>
/// In the angle phi = pi t / 2 a step of DDIM is a rotation: x' = cos(d) x - sin(d) v(x, phi). Its inverse needs the velocity at the place
/// where it ends. So each step first uses the velocity where it starts, and then refines the result by the fixed point x = (x' + sin(d)
/// v(x, phi)) / cos(d) (as in Meiri et al., "Fixed-Point Inversion for Text-to-Image Diffusion Models", 2023). Without refinements the
/// error of a round trip falls with the step; with them it falls with each refinement. 1 + refinements network calls a step.
/// </remarks>
internal static class DdimInversion
{
    /// <summary>Runs from the last noise level of the grid to the first.</summary>
    /// <param name="run">The network, the grid of the way forwards, and the receiver of progress.</param>
    /// <param name="x">The waveforms, [items, channels, samples]: on entry at the last level (clean at 0), on return at the first.</param>
    /// <param name="refinements">
    /// How often to refine each step, at least 0. A step of a quarter turn (a grid of one step) is never refined.
    /// </param>
    /// <exception cref="ArgumentException">The run has another number of values.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static void Invert(SamplingRun run, Span<float> x, int refinements = 2)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfNegative(refinements);

        var levels = run.NoiseLevels;
        var velocity = new float[x.Length];
        var denoised = new float[x.Length];
        var noisier = new float[x.Length];

        for (var i = run.Steps - 1; i >= 0; i--)
        {
            var turn = 0.5 * ((double)levels[i] - levels[i + 1]);
            var (sine, cosine) = (double.SinPi(turn), double.CosPi(turn));
            run.PredictVelocity(x, levels[i + 1], velocity);
            VObjective.Denoised(x, velocity, levels[i + 1], denoised);
            LinearCombination.Set(noisier, cosine, x, sine, velocity);
            for (var r = 0; r < refinements && cosine > 0.1; r++)
            {
                run.PredictVelocity(noisier, levels[i], velocity);
                LinearCombination.Set(noisier, 1 / cosine, x, sine / cosine, velocity);
            }

            noisier.CopyTo(x);
            run.Report(run.Steps - i, levels[i + 1], denoised);
        }
    }
}

using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// A run in the form of Karras, Aittala, Aila and Laine ("Elucidating the Design Space of Diffusion-Based Generative Models", 2022): a
/// clean sound plus noise of the deviation sigma, and a network that estimates the clean sound. Only this class turns a model that predicts
/// the velocity into such a denoiser. One instance serves one run on one thread.
/// </summary>
/// <remarks>
/// <code>
/// sigma    = tan(pi t / 2)              t = (2 / pi) atan(sigma)
/// x        = noisy / alpha              alpha = 1 / sqrt(1 + sigma^2) (c_in)
/// denoised = alpha noisy - s velocity = c_skip x + c_out velocity,  c_skip = 1 / (1 + sigma^2), c_out = -sigma / sqrt(1 + sigma^2)
/// dx/dsigma = (x - denoised) / sigma    the probability flow; in lambda = -ln sigma: dx/dlambda = denoised - x
/// </code>
/// t = 1 is sigma = infinity, where x is infinite but the flow is not: there the noise estimate is the start noise itself and the denoised
/// estimate does not depend on sigma, so <see cref="Enter"/> makes the first step as the exact limit of every first-order method, x(sigma)
/// = denoised + sigma noise. No sigma is capped and no part of the noise is lost.
/// </remarks>
public sealed class SigmaSpace
{
    private readonly SamplingRun _run;
    private readonly double[] _sigmas;
    private readonly float[] _noisy;
    private readonly float[] _velocity;

    /// <summary>Initializes a new instance; allocates all that a run needs here.</summary>
    /// <param name="run">The run.</param>
    public SigmaSpace(SamplingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _run = run;
        _noisy = new float[run.Size];
        _velocity = new float[run.Size];
        _sigmas = new double[run.NoiseLevels.Length];
        for (var i = 0; i < _sigmas.Length; i++)
            _sigmas[i] = SigmaOf(run.NoiseLevels[i]);
    }

    /// <summary>Gets the grid as deviations of the noise: strictly falling, the first may be infinite, the last may be 0.</summary>
    public ReadOnlySpan<double> Sigmas => _sigmas;

    /// <summary>Converts a noise level to the deviation of the noise.</summary>
    /// <param name="noiseLevel">The noise level t in [0, 1].</param>
    /// <returns>tan(pi t / 2); positive infinity at t = 1.</returns>
    public static double SigmaOf(float noiseLevel)
    {
        var alpha = double.CosPi(0.5 * noiseLevel);
        return alpha == 0 ? double.PositiveInfinity : double.SinPi(0.5 * noiseLevel) / alpha;
    }

    /// <summary>Converts the deviation of the noise to a noise level.</summary>
    /// <param name="sigma">The deviation, from 0 to infinity.</param>
    /// <returns>(2 / pi) atan(sigma).</returns>
    public static float NoiseLevelOf(double sigma)
        => double.IsPositiveInfinity(sigma) ? 1f : (float)(PortableMath.Atan(sigma) * (2 / Math.PI));

    /// <summary>
    /// Converts the waveforms to this space. Where the grid starts at t = 1, it also makes the first step and reports it.
    /// </summary>
    /// <param name="x">On entry noisy waveforms at the first noise level, on return x at the level of the returned step.</param>
    /// <param name="denoised">Scratch, as long as <paramref name="x"/>.</param>
    /// <returns>The number of steps done, 0 or 1: where the sampler's loop begins.</returns>
    /// <exception cref="ArgumentException">The run has another number of values.</exception>
    public int Enter(Span<float> x, Span<float> denoised)
    {
        _run.RequireSize(x);
        var first = _run.NoiseLevels[0];
        if (!double.IsPositiveInfinity(_sigmas[0]))
        {
            TensorPrimitives.Multiply(x, (float)(1 / double.CosPi(0.5 * first)), x);
            return 0;
        }

        _run.PredictVelocity(x, first, _velocity);
        VObjective.Denoised(x, _velocity, first, denoised);
        LinearCombination.Set(x, _sigmas[1], x, 1, denoised);
        _run.Report(1, first, denoised);
        return 1;
    }

    /// <summary>Estimates the clean sound at a level of the grid.</summary>
    /// <param name="x">The waveforms in this space.</param>
    /// <param name="level">The index of the level; not one that is infinite.</param>
    /// <param name="denoised">Receives the estimate; must not overlap <paramref name="x"/>.</param>
    public void Denoise(ReadOnlySpan<float> x, int level, Span<float> denoised) => Denoise(x, _run.NoiseLevels[level], denoised);

    /// <summary>Estimates the clean sound between the levels of the grid.</summary>
    /// <param name="x">The waveforms in this space.</param>
    /// <param name="sigma">The deviation of the noise, finite.</param>
    /// <param name="denoised">Receives the estimate; must not overlap <paramref name="x"/>.</param>
    public void DenoiseAt(ReadOnlySpan<float> x, double sigma, Span<float> denoised) => Denoise(x, NoiseLevelOf(sigma), denoised);

    /// <summary>Estimates the clean sound near a level of the grid: at the level itself, unless the noise was raised above it.</summary>
    internal void DenoiseAt(ReadOnlySpan<float> x, int level, double sigma, Span<float> denoised)
        => Denoise(x, sigma == _sigmas[level] ? _run.NoiseLevels[level] : NoiseLevelOf(sigma), denoised);

    /// <summary>Estimates the clean sound of one item alone, between the levels of the grid.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="x">The item's waveform in this space.</param>
    /// <param name="sigma">The deviation of the noise, finite.</param>
    /// <param name="denoised">Receives the estimate; must not overlap <paramref name="x"/>.</param>
    public void DenoiseItemAt(int item, ReadOnlySpan<float> x, double sigma, Span<float> denoised)
    {
        var level = NoiseLevelOf(sigma);
        var noisy = _noisy.AsSpan(0, x.Length);
        var velocity = _velocity.AsSpan(0, x.Length);
        TensorPrimitives.Multiply(x, VObjective.Alpha(level), noisy);
        _run.PredictItemVelocity(item, noisy, level, velocity);
        VObjective.Denoised(noisy, velocity, level, denoised);
    }

    /// <summary>Converts the waveforms back to the mixture of alpha clean and s noise, at the last level of the grid.</summary>
    /// <param name="x">The waveforms.</param>
    public void Leave(Span<float> x)
    {
        if (_sigmas[^1] > 0)
            TensorPrimitives.Multiply(x, VObjective.Alpha(_run.NoiseLevels[^1]), x);
    }

    /// <summary>Computes the slope of the flow, d = (x - denoised) / sigma (Karras et al., 2022, algorithm 1).</summary>
    internal static void SetSlope(Span<float> d, ReadOnlySpan<float> x, ReadOnlySpan<float> denoised, double sigma)
        => LinearCombination.Set(d, 1 / sigma, x, -1 / sigma, denoised);

    /// <summary>Adds the slope (x - denoised) / sigma to a sum of slopes.</summary>
    internal static void AddSlope(Span<float> sum, ReadOnlySpan<float> x, ReadOnlySpan<float> denoised, double sigma)
    {
        LinearCombination.Add(sum, 1 / sigma, x);
        LinearCombination.Add(sum, -1 / sigma, denoised);
    }

    private void Denoise(ReadOnlySpan<float> x, float level, Span<float> denoised)
    {
        TensorPrimitives.Multiply(x, VObjective.Alpha(level), _noisy);
        _run.PredictVelocity(_noisy, level, _velocity);
        VObjective.Denoised(_noisy, _velocity, level, denoised);
    }
}

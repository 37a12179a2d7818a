using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// DPM-Solver-23 with a step size of its own (Lu et al., "DPM-Solver: A Fast ODE Solver for Diffusion Probabilistic Model Sampling in
/// Around 10 Steps", 2022, appendix C, algorithms 3 to 5): a step of second and one of third order share their network calls, and their
/// difference decides the size of the next step. Three network calls for each attempt.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. It uses only the ends of the grid: the first level, and the last one above 0
/// before the closing step. Each item has step sizes of its own, so that it gets the same bits in any batch. The sum of the error has a
/// fixed order. Progress counts the levels of the grid that were passed.
/// </remarks>
/// <param name="rtol">
/// The allowed error, relative to the larger of a value after the step and before it, both by the lower order; above 0.
/// </param>
/// <param name="atol">The error that is allowed in any case; above 0.</param>
/// <param name="firstStep">The first step to try, in lambda = -ln sigma; above 0.</param>
public sealed class DpmAdaptiveSampler(double rtol = 0.05, double atol = 0.0078, double firstStep = 0.05) : ISampler
{
    private const double Safety = 0.81;

    private readonly double _rtol = SamplerOptions.Positive(rtol, nameof(rtol));
    private readonly double _atol = SamplerOptions.Positive(atol, nameof(atol));
    private readonly double _firstStep = SamplerOptions.Positive(firstStep, nameof(firstStep));

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.DpmAdaptive;

    /// <inheritdoc/>
    public int CallsPerStep => 0;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var denoised = new float[x.Length];
        var first = space.Enter(x, denoised);
        var progress = new Progress(run, denoised, first);
        var itemSize = x.Length / run.Items;
        var scratch = new Scratch(itemSize);
        for (var item = 0; item < run.Items && first < run.Steps; item++)
        {
            var (start, end) = (item * itemSize, (item + 1) * itemSize);
            SampleItem(space, item, x[start..end], denoised.AsSpan(start, itemSize), first, scratch, progress);
        }

        space.Leave(x);
    }

    private void SampleItem(SigmaSpace space, int item, Span<float> x, Span<float> denoised, int first, Scratch scratch, Progress progress)
    {
        var sigmas = space.Sigmas;
        var last = sigmas[^1] > 0 ? sigmas.Length - 1 : sigmas.Length - 2;
        var lambda = -PortableMath.Log(sigmas[first]);
        var end = -PortableMath.Log(sigmas[last]);
        var h = _firstStep;
        var known = false;
        x.CopyTo(scratch.Before);
        while (lambda < end - 1e-5)
        {
            // After a refused step the estimate at its start is still valid.
            if (!known)
                space.DenoiseItemAt(item, x, PortableMath.Exp(-lambda), denoised);
            known = true;
            var step = Math.Min(h, end - lambda);
            TryStep(space, item, x, denoised, lambda, step, scratch);
            var error = Error(scratch);
            var factor = error > 0 ? PortableMath.Exp(-PortableMath.Log(error) / 3) : double.PositiveInfinity;
            factor = double.IsPositiveInfinity(factor) ? 1 + (Math.PI / 2) : 1 + PortableMath.Atan(factor - 1);
            h = step * factor;
            if (factor >= Safety)
            {
                scratch.High.CopyTo(x);
                scratch.Low.CopyTo(scratch.Before, 0);
                lambda += step;
                known = false;
                progress.Passed(item, PortableMath.Exp(-lambda), sigmas);
            }
        }

        if (last < sigmas.Length - 1)
        {
            space.DenoiseItemAt(item, x, sigmas[last], denoised);
            denoised.CopyTo(x);
        }

        progress.Finished(item);
    }

    // DPM-Solver-2 with r = 1/3 into Low, DPM-Solver-3 with r = 1/3 and 2/3 into High; e is the estimate of the noise, (x - D) / sigma.
    private static void TryStep(
        SigmaSpace space, int item, ReadOnlySpan<float> x, ReadOnlySpan<float> denoised, double lambda, double h, Scratch scratch)
    {
        var sigma = PortableMath.Exp(-lambda);
        var (sigma1, sigma2) = (PortableMath.Exp(-lambda - (h / 3)), PortableMath.Exp(-lambda - (2 * h / 3)));
        var sigmaEnd = PortableMath.Exp(-lambda - h);
        var (e, d1, d2, u) = (scratch.Noise, scratch.Difference1, scratch.Difference2, scratch.Trial);
        SigmaSpace.SetSlope(e, x, denoised, sigma);

        LinearCombination.Set(u, 1, x, sigma1 - sigma, e);
        Difference(space, item, u, sigma1, e, d1);

        // sigma2 (r2 / r1) ((e^(r2 h) - 1) / (r2 h) - 1), r2 / r1 = 2; sigma2 e^(r2 h) = sigma.
        var middle = 2 * (((sigma - sigma2) / (2 * h / 3)) - sigma2);
        LinearCombination.Set(u, 1, x, sigma2 - sigma, e);
        LinearCombination.Add(u, -middle, d1);
        Difference(space, item, u, sigma2, e, d2);

        LinearCombination.Set(scratch.Low, 1, x, sigmaEnd - sigma, e);
        scratch.Low.CopyTo(scratch.High, 0);
        LinearCombination.Add(scratch.Low, 1.5 * (sigmaEnd - sigma), d1);
        LinearCombination.Add(scratch.High, -1.5 * (((sigma - sigmaEnd) / h) - sigmaEnd), d2);
    }

    // The estimate of the noise at u minus the one at the start.
    private static void Difference(SigmaSpace space, int item, float[] u, double sigma, float[] e, float[] difference)
    {
        space.DenoiseItemAt(item, u, sigma, difference);
        LinearCombination.Set(difference, -1 / sigma, difference, 1 / sigma, u);
        LinearCombination.Add(difference, -1, e);
    }

    // The root mean square of the difference in units of the allowed error, summed in order in double.
    private double Error(Scratch scratch)
    {
        var sum = 0.0;
        for (var i = 0; i < scratch.Low.Length; i++)
        {
            var allowed = Math.Max(_atol, _rtol * Math.Max(Math.Abs(scratch.Low[i]), Math.Abs(scratch.Before[i])));
            var difference = (scratch.Low[i] - scratch.High[i]) / allowed;
            sum += difference * difference;
        }

        return double.IsNaN(sum) ? 0 : Math.Sqrt(sum / scratch.Low.Length); // smaller steps do not help against NaN
    }

    private sealed class Scratch(int size)
    {
        public float[] Noise { get; } = new float[size];

        public float[] Difference1 { get; } = new float[size];

        public float[] Difference2 { get; } = new float[size];

        public float[] Trial { get; } = new float[size];

        public float[] Low { get; } = new float[size];

        /// <summary>Result of the lower order for the last step that was taken, as the paper compares with.</summary>
        public float[] Before { get; } = new float[size];

        public float[] High { get; } = new float[size];
    }

    // Steps of the run, over all items: items times levels passed, in units of one step for all.
    private sealed class Progress(SamplingRun run, float[] denoised, int reported)
    {
        private readonly int _first = reported;
        private int _reported = reported;

        public void Passed(int item, double sigma, ReadOnlySpan<double> sigmas)
        {
            var level = _first;
            while (level < run.Steps - 1 && sigmas[level + 1] >= sigma * 0.999)
                level++;
            Report(item, level - _first);
        }

        public void Finished(int item) => Report(item, run.Steps - _first);

        private void Report(int item, int levels)
        {
            var step = _first + (int)((((long)item * (run.Steps - _first)) + levels) / run.Items);
            if (step <= _reported)
                return;
            _reported = step;
            run.Report(step, run.NoiseLevels[step - 1], denoised);
        }
    }
}

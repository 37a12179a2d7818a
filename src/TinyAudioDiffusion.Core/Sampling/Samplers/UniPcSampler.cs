using System.Numerics.Tensors;
using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// UniPC (Zhao, Bai, Rao, Zhou and Lu, "UniPC: A Unified Predictor-Corrector Framework for Fast Sampling of Diffusion Models", 2023,
/// algorithms 1 and 2, prediction of the data): a multistep predictor, whose estimate also corrects the state that it came from, so that
/// the corrector costs nothing. One network call a step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. The weights are solved exactly at every order, so the paper's free
/// function B(h) cancels. Order p of the predictor makes order p + 1 with the corrector, once there are p estimates.
/// </remarks>
/// <param name="order">The order of the predictor, from 1 to 3.</param>
public sealed class UniPcSampler(int order = 3) : ISampler
{
    private readonly int _order = SamplerOptions.Order(order, ExponentialWeights.MaxNodes - 1, nameof(order));

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.UniPc;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x)
    {
        var space = new SigmaSpace(run);
        var sigmas = space.Sigmas;
        var before = new float[x.Length];
        var recent = new RecentWaves(_order + 1, x.Length);
        var h = 0.0;

        for (var i = space.Enter(x, before); i < run.Steps; i++)
        {
            var (sigma, next) = (sigmas[i], sigmas[i + 1]);
            var denoised = recent.Next(-PortableMath.Log(sigma));
            space.Denoise(x, i, denoised);
            if (h > 0)
            {
                // Corrector: the last step again, now with the estimate at its end.
                before.CopyTo(x);
                Step(x, recent, recent.Count, h, start: 1);
            }

            // Predictor.
            x.CopyTo(before);
            h = next > 0 ? PortableMath.Log(sigma / next) : 0;
            if (next > 0)
                Step(x, recent, Math.Min(recent.Count, _order), h, start: 0);
            else
                denoised.CopyTo(x);
            run.Report(i + 1, run.NoiseLevels[i], denoised);
        }

        space.Leave(x);
    }

    // From the place of estimate "start" over h, with the polynomial through the newest estimates.
    private static void Step(Span<float> x, RecentWaves recent, int count, double h, int start)
    {
        Span<double> nodes = stackalloc double[ExponentialWeights.MaxNodes];
        Span<double> weights = stackalloc double[ExponentialWeights.MaxNodes];
        for (var k = 0; k < count; k++)
            nodes[k] = (recent.At(k) - recent.At(start)) / h;
        ExponentialWeights.Fill(h, nodes[..count], weights);
        TensorPrimitives.Multiply(x, (float)PortableMath.Exp(-h), x);
        for (var k = 0; k < count; k++)
            LinearCombination.Add(x, weights[k], recent[k]);
    }
}

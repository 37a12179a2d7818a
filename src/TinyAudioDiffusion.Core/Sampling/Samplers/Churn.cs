namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// The fresh noise of Karras et al. ("Elucidating the Design Space of Diffusion-Based Generative Models", 2022, algorithm 2): before each
/// step, fresh noise raises the noise level a little, and the network removes earlier errors with it.
/// </summary>
/// <param name="Amount">S_churn: how much, over all steps together; 0 for none.</param>
/// <param name="From">S_tmin: the smallest sigma at which noise is added.</param>
/// <param name="To">S_tmax: the largest one.</param>
/// <param name="NoiseScale">S_noise: the deviation of the noise; somewhat above 1 makes up for detail that networks lose.</param>
public sealed record Churn(double Amount, double From = 0, double To = double.PositiveInfinity, double NoiseScale = 1)
{
    /// <summary>Gets S_churn.</summary>
    public double Amount { get; } = SamplerOptions.NotNegative(Amount, nameof(Amount));

    /// <summary>Gets S_noise.</summary>
    public double NoiseScale { get; } = SamplerOptions.NotNegative(NoiseScale, nameof(NoiseScale));

    /// <summary>Raises the noise level of x where that is asked for.</summary>
    /// <returns>The sigma that x has now.</returns>
    internal double Apply(SamplingRun run, double sigma, Span<float> x, Span<float> fresh)
    {
        if (!(Amount > 0) || sigma < From || sigma > To)
            return sigma;

        var raised = sigma * (1 + Math.Min(Amount / run.Steps, Math.Sqrt(2) - 1));
        run.DrawNoise(fresh);
        LinearCombination.Add(x, NoiseScale * Math.Sqrt((raised * raised) - (sigma * sigma)), fresh);
        return raised;
    }
}

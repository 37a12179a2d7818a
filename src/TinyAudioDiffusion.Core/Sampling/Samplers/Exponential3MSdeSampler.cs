namespace TinyAudioDiffusion.Sampling;

/// <summary>
/// The exponential multistep method with the estimates of three steps as an SDE: <see cref="Dpmpp3MSdeSampler"/> with the whole second
/// derivative, d2 = twice the divided difference. One network call and one draw a step.
/// </summary>
/// <remarks>
/// Holds no state; safe to use from several threads at once. Third order for eta = 0 once it has three estimates. Earlier versions of this
/// library called it "dpmpp-3m-sde".
/// </remarks>
/// <param name="eta">How much of the noise is drawn afresh, at least 0.</param>
/// <param name="noiseScale">The deviation of the fresh noise, at least 0.</param>
public sealed class Exponential3MSdeSampler(double eta = 1, double noiseScale = 1) : ISampler
{
    private readonly double _eta = SamplerOptions.NotNegative(eta, nameof(eta));
    private readonly double _noiseScale = SamplerOptions.NotNegative(noiseScale, nameof(noiseScale));

    /// <inheritdoc/>
    public string Name { get; init; } = SamplerNames.Exponential3MSde;

    /// <inheritdoc/>
    public void Sample(SamplingRun run, Span<float> x) => Dpmpp3MSdeSampler.Sample(run, x, _eta, _noiseScale, ofD2: 2);
}

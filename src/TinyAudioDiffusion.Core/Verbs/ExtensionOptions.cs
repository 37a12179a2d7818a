namespace TinyAudioDiffusion;

/// <summary>
/// The options of an extension. They do not count for an autoregressive model, which goes on by itself
/// (<see cref="Diffusion.DiffusionModelInfo.Splits"/>).
/// </summary>
public sealed record ExtensionOptions
{
    /// <summary>Gets the share of the model's native length that each new part overlaps with what is there, above 0 and below 1.</summary>
    /// <value>0.5.</value>
    public double Overlap { get; init; } = 0.5;

    /// <summary>Gets how often each noise level is visited, from 1 to 100, so that old and new fit together.</summary>
    /// <value>4.</value>
    public int Resamples { get; init; } = 4;
}

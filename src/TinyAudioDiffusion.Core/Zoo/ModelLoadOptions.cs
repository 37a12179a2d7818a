namespace TinyAudioDiffusion.Zoo;

/// <summary>Settings for reading a model's files.</summary>
public sealed record ModelLoadOptions
{
    /// <summary>Gets which of a checkpoint's two sets of weights to load.</summary>
    /// <value><see cref="WeightSet.Online"/>: what the reference system plays.</value>
    public WeightSet Weights { get; init; } = WeightSet.Online;

    /// <summary>Gets the path of the configuration of a checkpoint; null to look for a YAML file beside it.</summary>
    public string? ConfigurationPath { get; init; }
}

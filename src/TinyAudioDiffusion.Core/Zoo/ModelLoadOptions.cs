namespace TinyAudioDiffusion.Zoo;

/// <summary>How to read a model's files.</summary>
public sealed record ModelLoadOptions
{
    /// <summary>Gets which of a checkpoint's two sets of weights to load.</summary>
    /// <value><see cref="WeightSet.Online"/>: what the reference system plays.</value>
    public WeightSet Weights { get; init; } = WeightSet.Online;

    /// <summary>Gets whether a source that can read parts of a remote file should fetch only the weights that are needed.</summary>
    /// <value>
    /// False: whole files, whose hashes are checked. True: the hash of a whole checkpoint is not checked; checksums of what was read are.
    /// </value>
    public bool WeightsOnly { get; init; }

    /// <summary>Gets the path of the configuration of a checkpoint; null to look for a YAML file beside it.</summary>
    public string? ConfigurationPath { get; init; }
}

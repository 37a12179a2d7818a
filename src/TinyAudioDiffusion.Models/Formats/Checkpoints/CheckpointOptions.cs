namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>Options for the reading of a checkpoint. The library never executes anything in it.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Gets a value indicating whether anything unusual in the whole file is an error, not only in the wanted weights.</summary>
    /// <value>False: unknown Python objects beside the weights are kept as inert placeholders.</value>
    public bool Strict { get; init; }

    /// <summary>Gets a value indicating whether wrong checksums are accepted; PyTorch can be told to write such files.</summary>
    /// <value>False.</value>
    public bool AllowChecksumMismatch { get; init; }

    /// <summary>Gets a value indicating whether bytes behind the end of the pickle are ignored.</summary>
    /// <value>False.</value>
    public bool AllowTrailingBytes { get; init; }
}

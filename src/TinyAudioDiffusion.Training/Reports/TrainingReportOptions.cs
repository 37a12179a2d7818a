namespace TinyAudioDiffusion.Training.Reports;

/// <summary>The settings of a <see cref="TrainingReport"/>.</summary>
public sealed record TrainingReportOptions
{
    /// <summary>
    /// Gets the bytes of sound that the page may hold, at least 0. Steps between the first and the last are left out, evenly, until the
    /// rest fits.
    /// </summary>
    /// <value>12 MB: about 90 sounds of 0.74 s in stereo.</value>
    public long MaxAudioBytes { get; init; } = 12_000_000;

    /// <summary>Gets how often a browser loads the page again; a player that runs then stops.</summary>
    /// <value>Null: never.</value>
    public TimeSpan? Refresh { get; init; }
}

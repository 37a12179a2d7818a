using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Data.Examination;

/// <summary>What <see cref="DataSetDoctor"/> found.</summary>
public sealed record DataSetReport
{
    /// <summary>Gets what opening the folder found; it is what a training would use.</summary>
    public required DataSetSummary Summary { get; init; }

    /// <summary>Gets what may be wrong, by kind, then by path.</summary>
    public required IReadOnlyList<DataSetFinding> Findings { get; init; }

    /// <summary>Gets the length of all usable files together, as they are on disk, in seconds.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Gets the median length of the usable files in seconds.</summary>
    public required double MedianSeconds { get; init; }

    /// <summary>Gets whether all sounds that look alike were compared; in very uniform sets only some are.</summary>
    public required bool ComparedAll { get; init; }
}

using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Training.Data.Examination;

/// <summary>The findings of <see cref="DataSetDoctor"/> about a folder.</summary>
public sealed record DataSetReport
{
    /// <summary>Gets the summary of the folder, as a training would use it.</summary>
    public required DataSetSummary Summary { get; init; }

    /// <summary>Gets the findings, by kind, then by path.</summary>
    public required IReadOnlyList<DataSetFinding> Findings { get; init; }

    /// <summary>Gets the length of all usable files together, as they are on disk, in seconds.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Gets the median length of the usable files in seconds.</summary>
    public required double MedianSeconds { get; init; }

    /// <summary>Gets whether all similar sounds were compared; in very uniform data sets only some are.</summary>
    public required bool ComparedAll { get; init; }
}

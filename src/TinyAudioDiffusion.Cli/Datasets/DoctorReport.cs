using TinyAudioDiffusion.Training.Data.Examination;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary>The document of <c>tad dataset doctor --json</c>.</summary>
internal sealed record DoctorReport
{
    /// <summary>Gets the folder of the command line.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the sample rate in Hz to which all sounds are converted.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Gets the number of channels to which all sounds are converted.</summary>
    public required int Channels { get; init; }

    /// <summary>Gets the length to which all sounds are cut or padded, in samples of each channel.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets the sounds that a training would use.</summary>
    public required DataSetSummary Summary { get; init; }

    /// <summary>Gets the duration of all usable files together, in seconds.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Gets the median duration of the usable files, in seconds.</summary>
    public required double MedianSeconds { get; init; }

    /// <summary>Gets the findings.</summary>
    public required IReadOnlyList<DataSetFinding> Findings { get; init; }

    /// <summary>Gets whether all sounds that resemble each other were compared.</summary>
    public required bool ComparedAll { get; init; }

    /// <summary>Gets the time of an epoch.</summary>
    public required EpochEstimate Epoch { get; init; }

    public static DoctorReport Of(string folder, FolderDataOptions options, DataSetReport report, EpochEstimate epoch) => new()
    {
        Folder = folder,
        SampleRate = options.SampleRate,
        Channels = options.Channels,
        Samples = options.Samples,
        Summary = report.Summary,
        TotalSeconds = report.TotalSeconds,
        MedianSeconds = report.MedianSeconds,
        Findings = report.Findings,
        ComparedAll = report.ComparedAll,
        Epoch = epoch,
    };
}

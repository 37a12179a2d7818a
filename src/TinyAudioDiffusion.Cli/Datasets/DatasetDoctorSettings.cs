using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary>The command line of <c>tad dataset doctor</c>.</summary>
internal sealed record DatasetDoctorSettings
{
    /// <summary>Gets the folder of sounds.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the CSV file that lists the sounds; null to take all of the folder.</summary>
    public string? Csv { get; init; }

    /// <summary>Gets the model to train; without a name, the published configuration.</summary>
    public required ModelSettings Model { get; init; }

    /// <summary>Gets how many threads compute; 0 for as many as there are processors.</summary>
    public int Threads { get; init; }

    /// <summary>Gets whether every file of every finding is listed.</summary>
    public bool ListsAll { get; init; }

    public bool AsJson { get; init; }
}

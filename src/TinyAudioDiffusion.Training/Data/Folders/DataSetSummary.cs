using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>What opening a folder of sounds found.</summary>
public sealed record DataSetSummary
{
    /// <summary>Gets the number of sound files that were looked at.</summary>
    public required int Files { get; init; }

    /// <summary>Gets the number of sounds that can be used.</summary>
    public required int Usable { get; init; }

    /// <summary>Gets the files that were left out, in the order of their paths.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }

    /// <summary>Gets the classes of the usable sounds, in the order of their labels; empty for a folder without.</summary>
    public required IReadOnlyList<ClassCount> Classes { get; init; }

    /// <summary>Gets the number of usable sounds without a class.</summary>
    public required int Unlabelled { get; init; }

    /// <summary>Gets the number of usable sounds whose samples equal those of another one before them.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Gets the number of usable sounds whose peak would be beyond full scale, and which are therefore quieter than the level asked for.</summary>
    public required int ScaledDown { get; init; }
}

namespace TinyAudioDiffusion.Models.Formats.Checkpoints;

/// <summary>A checkpoint tries to run something. It was not run; the file should not be opened with a reader that would.</summary>
/// <param name="file">The file's path or name.</param>
/// <param name="place">Where in the file.</param>
/// <param name="reason">What it tried, as the rest of a sentence.</param>
public sealed class MaliciousCheckpointException(string file, string? place, string reason)
    : ModelFormatException(file, place, reason);

using TinyAudioDiffusion.Audio.Folders;

namespace TinyAudioDiffusion.Training.Data;

/// <summary>A data set is not what it should be: a folder without a usable sound, a list that names what is not there.</summary>
public sealed class DataSetException : TinyAudioDiffusionException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="file">The folder's or file's path.</param>
    /// <param name="line">The line of a list, from 1; null for the folder or file as a whole.</param>
    /// <param name="reason">The fault and the remedy, as the rest of a sentence.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public DataSetException(string file, int? line, string reason, Exception? innerException = null)
        : base(line is null ? $"{file}: {reason}" : $"{file} (line {line}): {reason}", innerException)
    {
        File = file;
        Line = line;
        Reason = reason;
    }

    /// <summary>Gets the folder's or file's path.</summary>
    public string File { get; }

    /// <summary>Gets the line of a list, from 1; null for the folder or file as a whole.</summary>
    public int? Line { get; }

    /// <summary>Gets what is wrong.</summary>
    public string Reason { get; }

    /// <summary>Gets the files that were skipped, where all of them were.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; init; } = [];
}

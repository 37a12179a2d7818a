namespace TinyAudioDiffusion;

/// <summary>A file is damaged or of another kind than expected. The error names the file, the place in it and the reason.</summary>
public abstract class FileFormatException : TinyAudioDiffusionException
{
    private protected FileFormatException(string file, string? place, string reason, Exception? innerException)
        : base(place is null ? $"{file}: {reason}" : $"{file} ({place}): {reason}", innerException)
    {
        File = file;
        Place = place;
        Reason = reason;
    }

    /// <summary>Gets the file's path or name.</summary>
    public string File { get; }

    /// <summary>Gets where in the file: a chunk, a key, an offset, a line; null for the file as a whole.</summary>
    public string? Place { get; }

    /// <summary>Gets what is wrong, and what to do, as the rest of a sentence.</summary>
    public string Reason { get; }
}

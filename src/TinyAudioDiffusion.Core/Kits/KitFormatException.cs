namespace TinyAudioDiffusion.Kits;

/// <summary>A list of a kit's sounds, <c>kit.json</c>, is not what it should be.</summary>
public sealed class KitFormatException : FileFormatException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="file">The file's path or name.</param>
    /// <param name="place">Where in the file; null for the file as a whole.</param>
    /// <param name="reason">What is wrong, and what to do, as the rest of a sentence.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public KitFormatException(string file, string? place, string reason, Exception? innerException = null)
        : base(file, place, reason, innerException)
    {
    }
}

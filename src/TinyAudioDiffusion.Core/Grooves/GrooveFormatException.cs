namespace TinyAudioDiffusion.Grooves;

/// <summary>A text grid or a MIDI file is not what it should be.</summary>
public sealed class GrooveFormatException : FileFormatException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="file">The file's path or name.</param>
    /// <param name="place">Where in the file: a line, a track and an offset; null for the file as a whole.</param>
    /// <param name="reason">What is wrong, and what to do, as the rest of a sentence.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public GrooveFormatException(string file, string? place, string reason, Exception? innerException = null)
        : base(file, place, reason, innerException)
    {
    }
}

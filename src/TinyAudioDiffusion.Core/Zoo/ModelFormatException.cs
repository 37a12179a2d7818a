namespace TinyAudioDiffusion;

/// <summary>A file of a model is damaged or of another kind. Nothing of it was executed, and nothing is half loaded.</summary>
public class ModelFormatException : FileFormatException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="file">The file's path or name.</param>
    /// <param name="place">Where in the file: a key, an offset, a line; null for the file as a whole.</param>
    /// <param name="reason">What is wrong, and what to do, as the rest of a sentence.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public ModelFormatException(string file, string? place, string reason, Exception? innerException = null)
        : base(file, place, reason, innerException)
    {
    }
}

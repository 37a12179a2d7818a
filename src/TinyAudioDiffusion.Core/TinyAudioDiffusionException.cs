namespace TinyAudioDiffusion;

/// <summary>
/// The base of the failures that this library reports by a type of its own. The message is one clear sentence for a person.
/// </summary>
public class TinyAudioDiffusionException : Exception
{
    /// <summary>Initializes a new instance with a message that says what failed, with which input, and what to do next.</summary>
    /// <param name="message">The sentence that a person reads.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public TinyAudioDiffusionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

namespace TinyAudioDiffusion.Training;

/// <summary>A training cannot start or cannot go on. What was saved before stays as it was.</summary>
public class TrainingException : TinyAudioDiffusionException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="message">The sentence that a person reads: what failed, where, and what to do.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public TrainingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

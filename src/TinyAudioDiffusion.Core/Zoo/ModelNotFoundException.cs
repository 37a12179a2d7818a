namespace TinyAudioDiffusion;

/// <summary>There is no such model; the message lists what there is.</summary>
/// <param name="message">The sentence that a person reads.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class ModelNotFoundException(string message, Exception? innerException = null)
    : TinyAudioDiffusionException(message, innerException);

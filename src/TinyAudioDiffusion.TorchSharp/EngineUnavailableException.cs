namespace TinyAudioDiffusion.TorchSharp;

/// <summary>The TorchSharp engine cannot start here: libtorch is missing or does not fit, or there is no such device.</summary>
/// <param name="message">The message: what is missing, and what to do.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class EngineUnavailableException(string message, Exception? innerException = null)
    : TinyAudioDiffusionException(message, innerException);

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>A command line that cannot be understood: parts of it contradict each other, or a name in it is not known. Nothing was done.</summary>
/// <param name="message">The sentence that a person reads.</param>
/// <param name="innerException">The cause, where there is one.</param>
internal sealed class UsageException(string message, Exception? innerException = null) : TinyAudioDiffusionException(message, innerException);

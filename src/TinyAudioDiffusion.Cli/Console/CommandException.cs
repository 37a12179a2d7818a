namespace TinyAudioDiffusion.Cli.Console;

/// <summary>A command that was understood and cannot be carried out.</summary>
/// <param name="message">The sentence that a person reads.</param>
/// <param name="innerException">The cause, where there is one.</param>
internal sealed class CommandException(string message, Exception? innerException = null)
    : TinyAudioDiffusionException(message, innerException);

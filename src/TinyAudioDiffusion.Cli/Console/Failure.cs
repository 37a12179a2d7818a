namespace TinyAudioDiffusion.Cli.Console;

/// <summary>Turns exceptions into one sentence and an exit code.</summary>
internal static class Failure
{
    /// <summary>Writes why a command ended early.</summary>
    /// <param name="exception">The reason.</param>
    /// <param name="command">The command as one types it, for the hint where the command line was not understood.</param>
    /// <param name="terminal">Where the sentence is written.</param>
    /// <param name="cancellationToken">The token by which the user stops the command.</param>
    public static int Report(Exception exception, string command, Terminal terminal, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            terminal.WriteNotice("Cancelled.");
            return ExitCodes.Cancelled;
        }

        terminal.WriteError(Sentence(exception));
        if (terminal.Detail == Detail.Verbose)
            terminal.Error.WriteLine(exception);
        if (exception is not UsageException)
            return ExitCodes.Failure;
        WriteHint(command, terminal);
        return ExitCodes.Usage;
    }

    /// <summary>Says where the help of a command is.</summary>
    public static void WriteHint(string command, Terminal terminal) => terminal.WriteNotice($"\"{command} --help\" shows what there is.");

    private static string Sentence(Exception exception) => exception switch
    {
        TinyAudioDiffusionException or IOException or UnauthorizedAccessException => exception.Message,
        ArgumentException
        {
            ParamName: "options" or "model" or "label" or "inpainting" or "clip" or "sources" or "recipe" or "groove",
        } argument
            => WithoutParameter(argument),
        ArgumentOutOfRangeException outOfRange => WithoutParameter(outOfRange),
        OutOfMemoryException => "There is not enough memory for this; fewer or shorter sounds need less.",
        _ => $"This is a bug in tad: {exception.GetType().Name}: {exception.Message} "
            + "Please report it with the command line; --verbose shows where it came from.",
    };

    // The framework appends the parameter's name and the value, which say nothing to a person at a terminal.
    private static string WithoutParameter(ArgumentException exception)
    {
        var end = exception.Message.IndexOf($" (Parameter '{exception.ParamName}')", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>Turns exceptions into one sentence and an exit code.</summary>
internal static class Failure
{
    public static int Report(Exception exception, Terminal terminal, bool verbose, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine("Cancelled.");
            return ExitCodes.Cancelled;
        }

        terminal.WriteError(Sentence(exception));
        if (verbose)
            terminal.Error.WriteLine(exception);
        return ExitCodes.Failure;
    }

    private static string Sentence(Exception exception) => exception switch
    {
        TinyAudioDiffusionException or IOException or UnauthorizedAccessException => exception.Message,
        ArgumentException { ParamName: "options" or "model" or "label" or "inpainting" or "clip" or "sources" or "recipe" } argument => WithoutParameter(argument),
        ArgumentOutOfRangeException outOfRange => WithoutParameter(outOfRange),
        OutOfMemoryException => "There is not enough memory for this; fewer or shorter sounds need less.",
        _ => $"This is a bug in tad: {exception.GetType().Name}: {exception.Message} Please report it with the command line; --verbose shows where it came from.",
    };

    // The framework appends the parameter's name and the value, which say nothing to a person at a terminal.
    private static string WithoutParameter(ArgumentException exception)
    {
        var end = exception.Message.IndexOf($" (Parameter '{exception.ParamName}')", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}

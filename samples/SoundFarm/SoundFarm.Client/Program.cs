using System.CommandLine;
using SoundFarm.Client;
using Spectre.Console;

// The console of the farm: farm up, submit, watch, cancel, dead, retry, verify, export, simulate.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 200;
var root = new RootCommand("The sound farm: makes many sounds with many silos, each sound once, the same bytes as one process.")
{
    UpCommand.Create(),
    JobCommands.Submit(),
    JobCommands.Watch(),
    JobCommands.Cancel(),
    JobCommands.DeadLetters(),
    JobCommands.Retry(),
    StoreCommands.Verify(),
    StoreCommands.Export(),
    SimulateCommand.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
}
catch (OperationCanceledException)
{
    return 130;
}
catch (Exception exception) when (exception is IOException or FormatException or InvalidOperationException or ArgumentException
    or TimeoutException or Orleans.Runtime.OrleansException or TinyAudioDiffusion.TinyAudioDiffusionException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{exception.Message}[/]");
    if (exception.InnerException is { } inner)
        AnsiConsole.WriteLine(inner.GetBaseException().Message);
    return 1;
}

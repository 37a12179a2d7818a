using System.Runtime.InteropServices;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli;

/// <summary>The command <c>tad</c> as a process that signals stop.</summary>
internal static class TadProcess
{
    /// <summary>Runs a command line. The first Ctrl-C asks the command to stop; the second one ends the process at once.</summary>
    /// <param name="args">The arguments without the program's name.</param>
    /// <param name="engines">The engines of this build.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, EngineCatalog engines)
    {
        using var cancellation = new CancellationTokenSource();
        var stoppedBy = 0;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var exitCode = await TadApplication.RunAsync(args, new CommandContext(Terminal.OfProcess(), engines), cancellation.Token);
        return exitCode == ExitCodes.Cancelled && stoppedBy != 0 ? stoppedBy : exitCode;

        void Stop(PosixSignalContext context)
        {
            if (Interlocked.CompareExchange(ref stoppedBy, context.Signal == PosixSignal.SIGINT ? ExitCodes.Cancelled : ExitCodes.Terminated, 0) != 0)
                return;
            context.Cancel = true;
            cancellation.Cancel();
        }
    }
}

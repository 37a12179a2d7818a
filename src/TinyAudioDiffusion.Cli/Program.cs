using System.Runtime.InteropServices;
using TinyAudioDiffusion.Cli;
using TinyAudioDiffusion.Cli.Console;

// The first Ctrl-C asks the command to stop; the second one ends the process at once.
using var cancellation = new CancellationTokenSource();
var stoppedBy = 0;
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var exitCode = await TadApplication.RunAsync(args, Terminal.OfProcess(), cancellation.Token);
return exitCode == ExitCodes.Cancelled && stoppedBy != 0 ? stoppedBy : exitCode;

void Stop(PosixSignalContext context)
{
    if (Interlocked.CompareExchange(ref stoppedBy, context.Signal == PosixSignal.SIGINT ? ExitCodes.Cancelled : ExitCodes.Terminated, 0) != 0)
        return;
    context.Cancel = true;
    cancellation.Cancel();
}

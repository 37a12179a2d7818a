using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.NAudio;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Doctor;

/// <summary><c>tad doctor</c>: shows what sounds are made with on this machine.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of lines." };
        var command = new TadCommand(
            "doctor",
            "Shows what sounds are made with on this machine: the runtime, the engines and why one does not work, the models, the "
                + "sound devices; and makes a sound. Makes no request.",
            "tad doctor")
        {
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = context.CreateServices();
            var (zoo, cache) = (services.GetRequiredService<IModelZoo>(), services.GetRequiredService<HuggingFaceCache>());
            var trial = await TrialSound.MakeAsync(services.GetRequiredService<IDrumGenerator>(), cancellationToken);
            var report = SystemReport.Of(context.Engines, zoo, cache, services.GetRequiredService<IAudioPlayer>(), trial);
            if (parsed.GetValue(json))
                context.Terminal.WriteJson(report);
            else
                SystemPrinter.Print(report, context.Terminal);
            return trial.Problem is null ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}

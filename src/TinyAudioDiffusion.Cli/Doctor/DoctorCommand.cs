using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Hub;
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
            "Shows what sounds are made with on this machine: the runtime, the engines and why one does not work, the models. Makes no request.",
            "tad doctor")
        {
            json,
        };
        command.SetAction(async (parsed, _) =>
        {
            await using var services = context.CreateServices();
            var (zoo, cache) = (services.GetRequiredService<IModelZoo>(), services.GetRequiredService<HuggingFaceCache>());
            var report = SystemReport.Of(context.Engines, zoo, cache);
            if (parsed.GetValue(json))
                context.Terminal.WriteJson(report);
            else
                SystemPrinter.Print(report, context.Terminal);
            return ExitCodes.Success;
        });
        return command;
    }
}

using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary><c>tad models</c>: lists the models that are known by name, and those in the cache.</summary>
internal static class ModelsCommand
{
    public static Command Create(CommandContext context)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of a list." };
        var command = new TadCommand(
            "models", "Lists the models that are known by name or in the cache: what they make, size, licence. Makes no "
                + "request.", "tad models")
        {
            json,
        };
        command.SetAction(async (parsed, _) =>
        {
            await using var services = context.CreateServices();
            var report = ModelsReport.Of(
                services.GetRequiredService<IModelZoo>().Cards, services.GetRequiredService<HuggingFaceCache>().List());
            if (parsed.GetValue(json))
                context.Terminal.WriteJson(report);
            else
                Print(report, context.Terminal);
            return ExitCodes.Success;
        });
        return command;
    }

    // The id stands on a line of its own, whole, so that it can be copied from a window of any width.
    private static void Print(ModelsReport report, Terminal terminal)
    {
        foreach (var model in report.Models)
        {
            var size = model.SizeInBytes is { } bytes ? Sentences.Bytes(bytes) : "unknown size";
            var kinds = model.Kinds.Count > 0 ? $"{string.Join(", ", model.Kinds.Select(kind => kind.Name))}; " : "";
            terminal.WriteLine(model.Id);
            terminal.WriteLine($"  {kinds}{size}; {Place(model)}");
            if (model.Classes.Count > 0)
                terminal.WriteParagraph($"Classes: {string.Join(", ", model.Classes)}", indent: 2);
            terminal.WriteParagraph(model.Description, indent: 2);
            if (model.Licence is { } licence)
                terminal.WriteParagraph($"Licence: {licence}", indent: 2);
        }
    }

    private static string Place(ModelsReport.Model model)
        => model.IsBuiltIn ? "comes with tad"
            : model.CachedBytes is { } cached ? $"{Sentences.Bytes(cached)} of it on this machine"
            : "not on this machine; the first use downloads it";
}

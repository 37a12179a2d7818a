using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary><c>tad models</c>: lists the models that are known by name, and those in the cache.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of a table." };
        var command = new TadCommand("models", "Lists the models that are known by name or in the cache: what they make, size, licence. Makes no request.", "tad models");
        command.Options.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            await using var services = TadServices.Create(terminal);
            var report = ModelsReport.Of(services.GetRequiredService<IModelZoo>().Cards, services.GetRequiredService<HuggingFaceCache>().List());
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(report, JsonOutput.Readable.ModelsReport));
            else
                Print(report, terminal);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Print(ModelsReport report, Terminal terminal)
    {
        var table = Tables.Create("Id", "Kinds", "Size", "On this machine", "Licence", "Description");
        foreach (var model in report.Models)
        {
            table.AddTextRow(
                model.Id,
                string.Join(", ", model.Kinds.Select(kind => kind.ToString().ToLowerInvariant())),
                model.SizeInBytes is { } size ? Sentences.Bytes(size) : "unknown",
                model.CachedBytes is { } cached ? Sentences.Bytes(cached) : "no",
                model.Licence ?? "unknown",
                model.Description);
        }

        terminal.OutputConsole.Write(table);
    }
}

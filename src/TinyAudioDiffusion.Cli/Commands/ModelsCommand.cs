using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Models;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Commands;

/// <summary><c>tad models</c>: lists the models that are known by name.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of a table." };
        var command = new TadCommand("models", "Lists the models that are known by name: what they make, size, licence.", "tad models");
        command.Options.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            await using var services = TadServices.Create(terminal);
            var cards = services.GetRequiredService<IModelZoo>().Cards;
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(ModelsReport.Of(cards), JsonOutput.Readable.ModelsReport));
            else
                Print(cards, terminal);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Print(IReadOnlyList<ModelCard> cards, Terminal terminal)
    {
        if (cards.Count == 0)
        {
            terminal.Output.WriteLine("No models come with tad yet. Commands take a model on disk with --model:");
            terminal.Output.WriteLine("a folder with model.json, a .safetensors with model.json or config.json beside it,");
            terminal.Output.WriteLine("or a .ckpt with its YAML beside it.");
            return;
        }

        var table = Tables.Create("Id", "Kinds", "Size", "Licence", "Description");
        foreach (var card in cards)
        {
            table.AddTextRow(
                card.Id,
                string.Join(", ", card.Kinds.Select(kind => kind.ToString().ToLowerInvariant())),
                card.SizeInBytes is { } size ? Sentences.Bytes(size) : "unknown",
                card.Licence ?? "unknown",
                card.Description);
        }

        terminal.OutputConsole.Write(table);
    }
}

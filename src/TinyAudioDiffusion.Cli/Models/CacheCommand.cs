using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Hub;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary><c>tad cache</c>: looks after what was fetched from the Hugging Face Hub. Makes no request.</summary>
internal static class CacheCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new TadCommand("cache", "Lists, verifies or removes models that were fetched from the Hugging Face Hub.", "tad cache list", "tad cache verify", "tad cache remove owner/name");
        command.Subcommands.Add(List(terminal));
        command.Subcommands.Add(Verify(terminal));
        command.Subcommands.Add(Remove(terminal));
        return command;
    }

    private static TadCommand List(Terminal terminal)
    {
        var command = new TadCommand("list", "Lists the cached models with their size on the disk.", "tad cache list");
        command.SetAction(async (_, _) =>
        {
            await using var services = TadServices.Create(terminal);
            var cache = services.GetRequiredService<HuggingFaceCache>();
            var models = cache.List();
            if (models.Count == 0)
            {
                terminal.Output.WriteLine($"There are no models in {cache.Folder}.");
                return ExitCodes.Success;
            }

            var table = Tables.Create("Id", "Size", "Commits", "What", "Folder");
            foreach (var model in models)
                table.AddTextRow(model.Id, Sentences.Bytes(model.SizeInBytes), string.Join(", ", model.Commits.Select(commit => commit[..7])), model.IsWeightsOnly ? "weights only" : "files", model.Folder);
            terminal.OutputConsole.Write(table);
            return ExitCodes.Success;
        });
        return command;
    }

    private static TadCommand Verify(Terminal terminal)
    {
        var id = new Argument<string?>("ID") { Description = "The model; all where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new TadCommand("verify", "Hashes every cached file and compares it with what the Hub promised.", "tad cache verify") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = TadServices.Create(terminal);
            var cache = services.GetRequiredService<HuggingFaceCache>();
            var damaged = 0;
            foreach (var model in Select(cache, parsed.GetValue(id)))
            {
                foreach (var check in await cache.VerifyAsync(model, cancellationToken))
                {
                    damaged += check.IsIntact == false ? 1 : 0;
                    terminal.Output.WriteLine($"{Word(check)}  {check.Path}");
                }
            }

            return damaged == 0
                ? ExitCodes.Success
                : throw new CommandException($"{Sentences.Count(damaged, "file is", "files are")} damaged: remove the model with tad cache remove, and pull it again.");
        });
        return command;
    }

    private static TadCommand Remove(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The model: owner/name." };
        var command = new TadCommand("remove", "Removes everything of a model from the cache.", "tad cache remove owner/name") { id };
        command.SetAction(async (parsed, _) =>
        {
            await using var services = TadServices.Create(terminal);
            var cache = services.GetRequiredService<HuggingFaceCache>();
            foreach (var model in Select(cache, parsed.GetRequiredValue(id)))
            {
                cache.Remove(model);
                terminal.Output.WriteLine($"removed  {model.Folder}  {Sentences.Bytes(model.SizeInBytes)}");
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static IReadOnlyList<CachedModel> Select(HuggingFaceCache cache, string? id)
    {
        var models = cache.List();
        if (id is null)
            return models;
        var selected = models.Where(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase)).ToList();
        return selected.Count > 0 ? selected : throw new CommandException($"There is no model \"{id}\" in {cache.Folder}; \"tad cache list\" shows what there is.");
    }

    private static string Word(CacheCheck check) => check.IsIntact switch
    {
        true => "intact ",
        false => "DAMAGED",
        null => "unknown", // nothing says what it should be
    };
}

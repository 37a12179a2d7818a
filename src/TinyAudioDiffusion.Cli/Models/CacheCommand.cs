using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Hub;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary><c>tad cache</c>: lists, verifies and removes models that were downloaded from the Hugging Face Hub. Makes no request.</summary>
internal static class CacheCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new TadCommand(
            "cache", "Lists, verifies or removes models that were downloaded from the Hugging Face Hub.",
            "tad cache list", "tad cache verify", "tad cache remove owner/name");
        command.Subcommands.Add(List(context));
        command.Subcommands.Add(Verify(context));
        command.Subcommands.Add(Remove(context));
        return command;
    }

    private static TadCommand List(CommandContext context)
    {
        var command = new TadCommand("list", "Lists the cached models with their size on the disk.", "tad cache list");
        command.SetAction(async (_, _) =>
        {
            await using var services = context.CreateServices();
            var (cache, terminal) = (services.GetRequiredService<HuggingFaceCache>(), context.Terminal);
            var models = cache.List();
            if (models.Count == 0)
                terminal.WriteLine(NoModels(cache));
            foreach (var model in models)
            {
                var commits = string.Join(", ", model.Commits.Select(commit => commit[..Math.Min(7, commit.Length)]));
                terminal.WriteLine(model.Id);
                terminal.WriteLine($"  {Sentences.Bytes(model.SizeInBytes)}; commit {commits}; {(model.IsWeightsOnly ? "weights only" : "whole files")}");
                terminal.WriteLine($"  {model.Folder}");
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static TadCommand Verify(CommandContext context)
    {
        var id = new Argument<string?>("ID") { Description = "The model. Left out: all models.", Arity = ArgumentArity.ZeroOrOne };
        var command = new TadCommand("verify", "Hashes every cached file and compares it with the hash that the Hub gave.", "tad cache verify") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = context.CreateServices();
            var cache = services.GetRequiredService<HuggingFaceCache>();
            var models = Select(cache, parsed.GetValue(id));
            if (models.Count == 0)
                context.Terminal.WriteLine(NoModels(cache));
            var damaged = 0;
            foreach (var model in models)
            {
                foreach (var check in await cache.VerifyAsync(model, cancellationToken))
                {
                    damaged += check.IsIntact == false ? 1 : 0;
                    context.Terminal.WriteLine($"{Word(check)}  {check.Path}");
                }
            }

            return damaged == 0 ? ExitCodes.Success : throw new CommandException(
                $"{Sentences.Count(damaged, "file is", "files are")} damaged: remove the model with tad cache remove, and pull it again.");
        });
        return command;
    }

    private static TadCommand Remove(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The model: owner/name." };
        var command = new TadCommand("remove", "Removes all files of a model from the cache.", "tad cache remove owner/name") { id };
        command.SetAction(async (parsed, _) =>
        {
            await using var services = context.CreateServices();
            var cache = services.GetRequiredService<HuggingFaceCache>();
            foreach (var model in Select(cache, parsed.GetRequiredValue(id)))
            {
                cache.Remove(model);
                context.Terminal.WriteLine($"removed  {model.Folder}  {Sentences.Bytes(model.SizeInBytes)}");
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
        return selected.Count > 0
            ? selected
            : throw new CommandException($"There is no model \"{id}\" in {cache.Folder}; \"tad cache list\" shows those that are there.");
    }

    private static string NoModels(HuggingFaceCache cache) => $"There are no models in {cache.Folder}.";

    private static string Word(CacheCheck check) => check.IsIntact switch
    {
        true => "intact ",
        false => "DAMAGED",
        null => "unknown", // the Hub gave no hash
    };
}

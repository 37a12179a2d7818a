using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary><c>tad pull</c>: fetches a model from the Hugging Face Hub into the cache.</summary>
internal static class PullCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The repository: owner/name, or owner/name@revision." };
        var revision = new Option<string?>("--revision")
        {
            Description = "A branch, tag or commit; latest is the newest. Default: the pinned version of a published model, else the newest.",
            HelpName = "REV",
        };
        var weights = ModelOptions.Weights();
        var weightsOnly = ModelOptions.WeightsOnly();
        var command = new TadCommand(
            "pull",
            "Fetches a model from the Hugging Face Hub into the cache, verified; a download that broke off goes on where it stopped.",
            "tad pull crlandsc/tiny-audio-diffusion-snares",
            "tad pull crlandsc/tiny-audio-diffusion-kicks --weights-only")
        {
            id, revision, weights, weightsOnly,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = Location(parsed.GetRequiredValue(id), parsed.GetValue(revision));
            await using var services = TadServices.Create(terminal);
            var source = services.GetRequiredService<Registry<IModelSource>>().Get("huggingface");
            var load = new ModelLoadOptions { Weights = parsed.GetValue(weights) ?? WeightSet.Online, WeightsOnly = parsed.GetValue(weightsOnly) };
            ModelFiles? files = null;
            await ProgressBar.RunAsync(terminal, show: true, $"Fetching {location}", async progress =>
                files = await source.FetchAsync(location, load, progress, cancellationToken));

            foreach (var file in files!.Files)
                terminal.Output.WriteLine($"{file.DisplayPath}  {Sentences.Bytes(new FileInfo(file.DisplayPath).ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(file.DisplayPath).Length)}");
            terminal.Output.WriteLine($"{files.Location}  commit {files.Revision}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Location(string id, string? revision)
    {
        if (!HubRepository.TryParse(id, out var repository))
            throw new CommandException($"\"{id}\" names no repository on the Hub: write owner/name.");
        if (revision is null)
            return repository.ToString();
        if (repository.Revision is not null && repository.Revision != revision)
            throw new CommandException($"\"{id}\" names a revision, and --revision another.");
        return HubRepository.TryParse($"{repository.Id}@{revision}{(repository.File is null ? "" : ":" + repository.File)}", out var asked)
            ? asked.ToString()
            : throw new CommandException($"\"{revision}\" is no revision.");
    }
}

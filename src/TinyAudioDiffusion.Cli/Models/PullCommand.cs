using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary><c>tad pull</c>: downloads a model from the Hugging Face Hub into the cache.</summary>
internal static class PullCommand
{
    public static Command Create(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The repository: owner/name, or owner/name@revision." };
        var revision = new Option<string?>("--revision")
        {
            Description = "A branch, tag or commit; latest is the newest. Default: the pinned version of a published model, else the "
                + "newest.",
            HelpName = "REV",
        };
        var weights = ModelOptions.Weights();
        var weightsOnly = ModelOptions.WeightsOnly();
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the files and their sizes, and download nothing." };
        var command = new TadCommand(
            "pull",
            "Downloads a model from the Hugging Face Hub into the cache and verifies it. A download that was interrupted continues where "
                + "it stopped.",
            "tad pull crlandsc/tiny-audio-diffusion-snares",
            "tad pull crlandsc/tiny-audio-diffusion-kicks --weights-only",
            "tad pull crlandsc/tiny-audio-diffusion-kicks --dry-run")
        {
            id, revision, weights, weightsOnly, dryRun,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = Location(parsed.GetRequiredValue(id), parsed.GetValue(revision));
            var load = new ModelLoadOptions { Weights = parsed.GetValue(weights) ?? WeightSet.Online };
            await using var services = context.CreateServices(weightsOnly: parsed.GetValue(weightsOnly));
            if (parsed.GetValue(dryRun))
                return await ShowAsync(context.Terminal, services, location, load, cancellationToken);
            var source = services.GetRequiredService<Registry<IModelSource>>().Get("huggingface");
            ModelFiles? files = null;
            await ProgressBar.RunAsync(context.Terminal, show: true, $"Fetching {location}", async progress =>
                files = await source.FetchAsync(location, load, progress, cancellationToken));

            foreach (var file in files!.Files)
                context.Terminal.WriteLine($"{file.DisplayPath}  {Sentences.Bytes(Size(file.DisplayPath))}");
            context.Terminal.WriteLine($"{files.Location}  commit {files.Revision}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task<int> ShowAsync(
        Terminal terminal, IServiceProvider services, string location, ModelLoadOptions load, CancellationToken cancellationToken)
    {
        _ = HubRepository.TryParse(location, out var repository);
        var listing = await services.GetRequiredService<IHuggingFaceHub>().ListAsync(repository!, cancellationToken);
        var files = listing.FindModel(repository!, load, services.GetRequiredService<Registry<IModelFormat>>().Items);
        foreach (var file in files)
            terminal.WriteLine($"{file.Path}  {(file.Size is { } size ? Sentences.Bytes(size) : "of unknown size")}");
        var known = files.Sum(file => file.Size ?? 0);
        terminal.WriteLine($"{listing.Id}  commit {listing.Commit}  {Sentences.Bytes(known)} together; nothing was downloaded");
        return ExitCodes.Success;
    }

    // The cache keeps links to files that several revisions share.
    private static long Size(string path)
    {
        var file = new FileInfo(path);
        return file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : file.Length;
    }

    private static string Location(string id, string? revision)
    {
        if (!HubRepository.TryParse(id, out var repository))
            throw new UsageException($"\"{id}\" names no repository on the Hub: write owner/name.");
        if (revision is null)
            return repository.ToString();
        if (repository.Revision is not null && repository.Revision != revision)
            throw new UsageException($"\"{id}\" names a revision, and --revision another.");
        return HubRepository.TryParse($"{repository.Id}@{revision}{(repository.File is null ? "" : ":" + repository.File)}", out var asked)
            ? asked.ToString()
            : throw new UsageException($"\"{revision}\" is no revision.");
    }
}

using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>A model from which a training starts, with its files open.</summary>
internal sealed class StartFromModel : IDisposable
{
    private const int HashDigits = 12;

    private readonly OpenedModel _opened;

    private StartFromModel(OpenedModel opened, string name, TrainingStart start) => (_opened, Name, Start) = (opened, name, start);

    public ModelDescription Description => _opened.Description;

    /// <summary>
    /// Gets the name of the model in the files of the training: its id and revision, or for a path its file and the first digits of the
    /// SHA-256 of its weights.
    /// </summary>
    public string Name { get; }

    public TrainingStart Start { get; }

    /// <summary>Opens a model.</summary>
    /// <exception cref="CommandException">Its optimiser is wanted, and the model is no checkpoint.</exception>
    public static async Task<StartFromModel> OpenAsync(
        IServiceProvider services, ModelSettings model, bool withOptimizer, CancellationToken cancellationToken)
    {
        var card = services.CardOf(model);
        var files = await services.GetRequiredService<ModelFinder>().FetchAsync(
            card.Location, card.Load, services.FetchProgress(), cancellationToken);
        var opened = services.GetRequiredService<ModelOpener>().Open(files, card.Load);
        try
        {
            var name = files.Revision is { } revision ? $"{card.PublicId.Split('@')[0]}@{revision}"
                : $"{(card with { Id = Path.GetFullPath(card.Location) }).PublicId}@{await HashAsync(opened, files, cancellationToken)}";
            return new StartFromModel(opened, name, StartOf(opened, withOptimizer));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => _opened.Dispose();

    private static async Task<string> HashAsync(OpenedModel opened, ModelFiles files, CancellationToken cancellationToken)
    {
        var file = files.Files.FirstOrDefault(file => file.DisplayPath == opened.Weights.DisplayPath);
        await using var stream = file?.OpenRead() ?? File.OpenRead(opened.Weights.DisplayPath);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken))[..HashDigits];
    }

    private static TrainingStart StartOf(OpenedModel opened, bool withOptimizer) => (withOptimizer, opened.Checkpoint) switch
    {
        (false, _) => TrainingStart.FromModel(opened.Weights),
        (true, { } checkpoint) => TrainingStart.FromCheckpoint(checkpoint),
        (true, null) => throw new CommandException($"--with-optimizer needs a checkpoint, and {opened.Weights.DisplayPath} holds weights "
            + "only: leave it out."),
    };
}

using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>A model to start a training from, held open.</summary>
internal sealed class StartFromModel : IDisposable
{
    private readonly OpenedModel _opened;

    private StartFromModel(OpenedModel opened, TrainingStart start) => (_opened, Start) = (opened, start);

    public ModelDescription Description => _opened.Description;

    public TrainingStart Start { get; }

    /// <summary>Opens a model.</summary>
    /// <exception cref="CommandException">Its optimiser is wanted, and it is no checkpoint.</exception>
    public static async Task<StartFromModel> OpenAsync(
        IServiceProvider services, string path, WeightSet? weights, string? yaml, bool whole, CancellationToken cancellationToken)
    {
        var card = ModelPath.CardFor(path, weights, yaml) ?? services.GetRequiredService<IModelZoo>().CardFor(path);
        var opened = await services.OpenModelAsync(card.Location, card.Load, cancellationToken);
        try
        {
            return new StartFromModel(opened, StartOf(opened, whole));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => _opened.Dispose();

    private static TrainingStart StartOf(OpenedModel opened, bool whole) => (whole, opened.Checkpoint) switch
    {
        (false, _) => TrainingStart.FromModel(opened.Weights),
        (true, { } checkpoint) => TrainingStart.FromCheckpoint(checkpoint),
        (true, null) => throw new CommandException($"--with-optimizer needs a checkpoint, and {opened.Weights.DisplayPath} holds weights only: leave it out."),
    };
}

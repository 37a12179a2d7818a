using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>A model from which a training starts, with its files open.</summary>
internal sealed class StartFromModel : IDisposable
{
    private readonly OpenedModel _opened;

    private StartFromModel(OpenedModel opened, TrainingStart start) => (_opened, Start) = (opened, start);

    public ModelDescription Description => _opened.Description;

    public TrainingStart Start { get; }

    /// <summary>Opens a model.</summary>
    /// <exception cref="CommandException">Its optimiser is wanted, and the model is no checkpoint.</exception>
    public static async Task<StartFromModel> OpenAsync(
        IServiceProvider services, ModelSettings model, bool withOptimizer, CancellationToken cancellationToken)
    {
        var opened = await services.OpenAsync(model, cancellationToken);
        try
        {
            return new StartFromModel(opened, StartOf(opened, withOptimizer));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => _opened.Dispose();

    private static TrainingStart StartOf(OpenedModel opened, bool withOptimizer) => (withOptimizer, opened.Checkpoint) switch
    {
        (false, _) => TrainingStart.FromModel(opened.Weights),
        (true, { } checkpoint) => TrainingStart.FromCheckpoint(checkpoint),
        (true, null) => throw new CommandException($"--with-optimizer needs a checkpoint, and {opened.Weights.DisplayPath} holds weights only: leave it out."),
    };
}

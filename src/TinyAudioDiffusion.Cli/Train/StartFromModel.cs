using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Training.Runs;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>A model from which a training starts, with its files open.</summary>
internal sealed class StartFromModel : IDisposable
{
    private readonly OpenedModel _opened;
    private readonly Checkpoint? _checkpoint;

    private StartFromModel(OpenedModel opened, Checkpoint? checkpoint)
    {
        (_opened, _checkpoint) = (opened, checkpoint);
        Start = checkpoint is null ? TrainingStart.FromModel(opened.Weights) : TrainingStart.FromCheckpoint(checkpoint);
    }

    public ModelDescription Description => _opened.Description;

    public TrainingStart Start { get; }

    /// <summary>Opens a model.</summary>
    /// <exception cref="CommandException">Its optimiser is wanted, and the model is no checkpoint on disk.</exception>
    public static async Task<StartFromModel> OpenAsync(
        IServiceProvider services, ModelSettings model, bool withOptimizer, CancellationToken cancellationToken)
    {
        var opened = await services.OpenAsync(model, cancellationToken);
        try
        {
            return new StartFromModel(opened, withOptimizer ? OpenCheckpoint(opened) : null);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _checkpoint?.Dispose();
        _opened.Dispose();
    }

    private static Checkpoint OpenCheckpoint(OpenedModel opened)
        => File.Exists(opened.Weights.DisplayPath) && !opened.Weights.DisplayPath.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)
            ? Checkpoint.Open(ModelFile.OnDisk(opened.Weights.DisplayPath))
            : throw new CommandException($"--with-optimizer needs a checkpoint, and {opened.Weights.DisplayPath} holds weights only: leave it out.");
}

using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Training.Recipes;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Training;

/// <summary>Tells of a training in lines: now and then how it stands, and every measurement.</summary>
internal sealed class TrainingLines(Terminal terminal, TimeProvider time) : ITrainingObserver
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(5);

    private long? _written;

    public void OnStarted(TrainingRecipe recipe, RunFolder folder, int step)
        => Write(step == 0 ? $"Training in {folder.FullPath}" : $"Going on after step {Sentences.Count(step)} in {folder.FullPath}");

    public void OnStep(TrainingProgress progress)
    {
        if (progress.Completed < 1 && _written is { } written && time.GetElapsedTime(written) < _between)
            return;
        _written = time.GetTimestamp();
        var steps = progress.Steps is { } all ? $" of {Sentences.Count(all)}" : "";
        Write(
            $"step {Sentences.Count(progress.Step)}{steps}  loss {progress.SmoothedLoss:0.0000}  rate {progress.Rate:0.0e+0}  {progress.StepsPerSecond:0.00} steps/s"
            + $"  {progress.TimeLeft:d\\.hh\\:mm\\:ss} left  {Sentences.Bytes(progress.MemoryBytes)}");
    }

    public void OnValidation(int step, double loss, bool isBest)
        => Write($"step {Sentences.Count(step)}  validation loss {loss:0.0000}{(isBest ? ", the best so far" : "")}");

    private void Write(string line)
    {
        terminal.Error.WriteLine(line);
        terminal.Error.Flush();
    }
}

using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Watches a training: a terminal, a report. Called on the thread that trains, which waits.</summary>
/// <remarks>What is thrown ends the training; what was saved before stays as it was.</remarks>
public interface ITrainingObserver
{
    /// <summary>Called once before the first step.</summary>
    /// <param name="configuration">What is trained, and how.</param>
    /// <param name="folder">Where the files of the training lie.</param>
    /// <param name="step">The number of steps that were done before; 0 for a new training.</param>
    void OnStarted(TrainingConfiguration configuration, RunFolder folder, int step)
    {
    }

    /// <summary>Called after every step, when its line of metrics is written.</summary>
    /// <param name="progress">How the training stands.</param>
    void OnStep(TrainingProgress progress)
    {
    }

    /// <summary>Called when the training was measured, before <see cref="OnStep"/> of the same step.</summary>
    /// <param name="step">The number of steps that are done.</param>
    /// <param name="loss">The loss on the validation data.</param>
    /// <param name="isBest">Whether it is the lowest so far.</param>
    void OnValidation(int step, double loss, bool isBest)
    {
    }

    /// <summary>Called when sounds were made, after <see cref="OnStep"/> of the same step.</summary>
    /// <param name="step">The number of steps that are done.</param>
    /// <param name="files">The WAV files, one for each class or seed.</param>
    void OnSamples(int step, IReadOnlyList<string> files)
    {
    }

    /// <summary>Called once when the training has ended without a failure and everything is saved.</summary>
    /// <param name="result">What it came to.</param>
    void OnFinished(TrainingResult result)
    {
    }
}

using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Watches a training, for a terminal or a report. The training calls it on its own thread and waits.</summary>
/// <remarks>An exception from an observer ends the training. The files that were saved before stay as they are.</remarks>
public interface ITrainingObserver
{
    /// <summary>Reports the beginning, once, before the first step.</summary>
    /// <param name="configuration">The configuration of the training.</param>
    /// <param name="folder">The folder of the training.</param>
    /// <param name="step">The number of steps that were done before; 0 for a new training.</param>
    void OnStarted(TrainingConfiguration configuration, RunFolder folder, int step)
    {
    }

    /// <summary>Reports a step, after its line of metrics is written.</summary>
    /// <param name="progress">The progress after the step.</param>
    void OnStep(TrainingProgress progress)
    {
    }

    /// <summary>Reports a validation, before <see cref="OnStep"/> of the same step.</summary>
    /// <param name="step">The number of steps that are done.</param>
    /// <param name="loss">The loss on the validation data.</param>
    /// <param name="isBest">Whether it is the lowest so far.</param>
    void OnValidation(int step, double loss, bool isBest)
    {
    }

    /// <summary>Reports sounds that the model made, after <see cref="OnStep"/> of the same step.</summary>
    /// <param name="step">The number of steps that are done.</param>
    /// <param name="files">The WAV files, one for each class or seed.</param>
    void OnSamples(int step, IReadOnlyList<string> files)
    {
    }

    /// <summary>Reports the end, once, when the training has ended without a failure and everything is saved.</summary>
    /// <param name="result">The result.</param>
    void OnFinished(TrainingResult result)
    {
    }
}

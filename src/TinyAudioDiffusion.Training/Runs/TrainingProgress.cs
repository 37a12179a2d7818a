namespace TinyAudioDiffusion.Training.Runs;

/// <summary>The progress of a training after a step.</summary>
public sealed record TrainingProgress
{
    /// <summary>Gets the number of steps that are done.</summary>
    public required int Step { get; init; }

    /// <summary>Gets the number of steps of the whole training; null where time limits it.</summary>
    public int? Steps { get; init; }

    /// <summary>Gets the share of the training that is done, from 0 to 1.</summary>
    public required double Completed { get; init; }

    /// <summary>Gets the loss of the step.</summary>
    public required double Loss { get; init; }

    /// <summary>Gets the moving average of the loss.</summary>
    public required double SmoothedLoss { get; init; }

    /// <summary>Gets the learning rate of the step.</summary>
    public required double Rate { get; init; }

    /// <summary>Gets the norm of all gradients together, before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Gets the loss on the validation data; null where it was not measured after this step.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Gets the time that the training has taken, pauses not counted, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets how many steps are done in a second, everything included.</summary>
    public required double StepsPerSecond { get; init; }

    /// <summary>Gets the time that is left, as far as can be said.</summary>
    public required TimeSpan TimeLeft { get; init; }

    /// <summary>Gets the resident memory of the process, in bytes.</summary>
    public required long MemoryBytes { get; init; }
}

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>How far a training is: with the numbers of its parameters, all that it needs to go on.</summary>
internal sealed record TrainingCounters
{
    /// <summary>Gets the number of steps that are done.</summary>
    public int Step { get; init; }

    /// <summary>Gets the number of steps that the optimiser has done; more than this training's own where it took over another's state.</summary>
    public long OptimizerStep { get; init; }

    /// <summary>Gets how often the moving average was called.</summary>
    public long AverageCalls { get; init; }

    /// <summary>Gets the moving average of the loss; null before the first step.</summary>
    public double? SmoothedLoss { get; init; }

    /// <summary>Gets the lowest validation loss; null before the first.</summary>
    public double? BestValidationLoss { get; init; }

    /// <summary>Gets the time that the training has taken, pauses not counted, in seconds.</summary>
    public double Seconds { get; init; }
}

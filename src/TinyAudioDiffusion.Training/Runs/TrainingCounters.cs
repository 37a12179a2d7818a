namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Says how far a training is. Together with the numbers of its parameters, this is all that it needs to go on.</summary>
internal sealed record TrainingCounters
{
    /// <summary>Gets the counters of a training that has not begun.</summary>
    public static TrainingCounters None { get; } = new() { Step = 0, OptimizerStep = 0, AverageCalls = 0, Seconds = 0 };

    /// <summary>Gets the number of steps that are done, at least 0.</summary>
    public required int Step { get; init; }

    /// <summary>Gets the number of steps that the optimiser has done; more than this training's own where it took over another's state.</summary>
    public required long OptimizerStep { get; init; }

    /// <summary>Gets how often the moving average was called.</summary>
    public required long AverageCalls { get; init; }

    /// <summary>Gets the moving average of the loss; null before the first step.</summary>
    public double? SmoothedLoss { get; init; }

    /// <summary>Gets the lowest validation loss; null before the first.</summary>
    public double? BestValidationLoss { get; init; }

    /// <summary>Gets the time that the training has taken, without pauses, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Names a counter that no training can have; null where all are possible.</summary>
    public string? Impossible()
        => Step < 0 ? $"step is {Step}"
            : OptimizerStep < Step ? $"optimizerStep is {OptimizerStep}, less than the {Step} steps"
            : AverageCalls < 0 ? $"averageCalls is {AverageCalls}"
            : !(Seconds >= 0 && double.IsFinite(Seconds)) ? $"seconds is {Seconds}"
            : SmoothedLoss is null && Step > 0 ? $"smoothedLoss is missing after {Step} steps"
            : !double.IsFinite(SmoothedLoss ?? 0) ? $"smoothedLoss is {SmoothedLoss}"
            : !double.IsFinite(BestValidationLoss ?? 0) ? $"bestValidationLoss is {BestValidationLoss}"
            : null;
}

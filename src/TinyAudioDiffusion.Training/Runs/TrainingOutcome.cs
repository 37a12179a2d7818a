namespace TinyAudioDiffusion.Training.Runs;

/// <summary>Why a training ended.</summary>
public enum TrainingOutcome
{
    /// <summary>It did all its steps, or its time was up.</summary>
    Finished,

    /// <summary>It was asked to stop; everything is saved, and it can go on.</summary>
    Stopped,
}

using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>One training: what, on which sounds, from where, and who watches.</summary>
public sealed record TrainingJob
{
    /// <summary>Gets what is trained, and how.</summary>
    public required TrainingConfiguration Configuration { get; init; }

    /// <summary>Gets the sounds to learn from; of the model's rate, channels and length, and of its classes where it has any.</summary>
    public required ITrainingData Data { get; init; }

    /// <summary>Gets the sounds to measure on, which are not learnt from; null for none.</summary>
    public ITrainingData? ValidationData { get; init; }

    /// <summary>Gets the folder that everything is written to.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets where the weights come from.</summary>
    /// <value>The configuration's seed.</value>
    public TrainingStart Start { get; init; } = TrainingStart.FromSeed;

    /// <summary>Gets who watches.</summary>
    public IReadOnlyList<ITrainingObserver> Observers { get; init; } = [];
}

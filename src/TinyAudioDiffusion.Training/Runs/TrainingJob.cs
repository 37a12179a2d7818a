using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.Training.Runs;

/// <summary>A training to run: its configuration, sounds, folder, start and observers.</summary>
public sealed record TrainingJob
{
    /// <summary>Gets the configuration.</summary>
    public required TrainingConfiguration Configuration { get; init; }

    /// <summary>
    /// Gets the sounds to learn from; of the model's rate, channels and length, and of some or all of its classes where it has any.
    /// </summary>
    public required ITrainingData Data { get; init; }

    /// <summary>Gets the sounds to measure on, which are not learnt from; null for none.</summary>
    public ITrainingData? ValidationData { get; init; }

    /// <summary>
    /// Gets what turns captions into the tokens that the model learns to read; needed for a model with cross-attention, null for others.
    /// </summary>
    public ITextEmbedder? TextEmbedder { get; init; }

    /// <summary>Gets the folder that everything is written to.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the start, which gives the first weights.</summary>
    /// <value><see cref="TrainingStart.FromSeed"/>.</value>
    public TrainingStart Start { get; init; } = TrainingStart.FromSeed;

    /// <summary>Gets the observers.</summary>
    public IReadOnlyList<ITrainingObserver> Observers { get; init; } = [];
}

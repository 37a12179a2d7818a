using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Distillation;

/// <summary>A distillation to run: its teacher, its configuration, its folder.</summary>
public sealed record DistillationJob
{
    /// <summary>Gets the configuration, as <see cref="Distiller.Plan"/> makes it.</summary>
    public required TrainingConfiguration Configuration { get; init; }

    /// <summary>Gets the description of the teacher.</summary>
    public required ModelDescription Teacher { get; init; }

    /// <summary>Gets the teacher's weights, under names that start with "net."; they stay the caller's.</summary>
    public required IWeightFile Weights { get; init; }

    /// <summary>Gets the folder that everything is written to: the teacher's paths as well.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Gets the start: null for a student that begins as its teacher; <see cref="TrainingStart.Resume"/> or
    /// <see cref="TrainingStart.ResumeBest"/> to go on with the distillation in the folder.
    /// </summary>
    public TrainingStart? Start { get; init; }

    /// <summary>Gets the observers.</summary>
    public IReadOnlyList<ITrainingObserver> Observers { get; init; } = [];
}

using System.Text.Json.Serialization;

namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>
/// The settings that make a training a distillation. The noise levels of the student and the guidance that becomes a part of it stand in
/// the
/// model (<see cref="Diffusion.StudentSampling"/>).
/// </summary>
public sealed record DistillationOptions
{
    /// <summary>Gets what the student learns from the teacher's paths.</summary>
    /// <value><see cref="DistillationMethod.Trajectory"/>.</value>
    public DistillationMethod Method { get; init; } = DistillationMethod.Trajectory;

    /// <summary>Gets the name of the sampler by which the teacher makes sounds; it may draw no fresh noise.</summary>
    public required string Sampler { get; init; }

    /// <summary>Gets the name of the teacher's schedule; "own" for a teacher that is a student itself.</summary>
    public required string Schedule { get; init; }

    /// <summary>Gets the number of steps that the teacher takes.</summary>
    [JsonPropertyName("teacherSteps")]
    public required int Steps { get; init; }

    /// <summary>
    /// Gets the number of paths that the teacher computes, at least 1. They stay on disk, and the student learns from all of them again and
    /// again, in another order each time.
    /// </summary>
    /// <value>4000.</value>
    [JsonPropertyName("paths")]
    public int PathCount { get; init; } = 4000;

    /// <summary>Gets the weight of the loss of spectra on the last step, at least 0; the loss of samples has the weight 1.</summary>
    /// <value>0.02.</value>
    public double SpectralWeight { get; init; } = 0.02;
}

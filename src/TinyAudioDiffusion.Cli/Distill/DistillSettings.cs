using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Distill;

/// <summary>The command line of <c>tad distill</c>; null for everything that it does not say.</summary>
internal sealed record DistillSettings
{
    /// <summary>Gets the teacher; without a name for a distillation that continues.</summary>
    public required ModelSettings Teacher { get; init; }

    /// <summary>Gets the folder of the distillation, a new one or the one that continues.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets whether the distillation in <see cref="Folder"/> continues.</summary>
    public bool Resumes { get; init; }

    /// <summary>Gets whether it continues from the state with the lowest validation loss.</summary>
    public bool ResumesFromBest { get; init; }

    /// <summary>Gets the number of network calls of the student.</summary>
    public required int Calls { get; init; }

    /// <summary>Gets what the teacher shall do differently from what it recommends.</summary>
    public required SamplingSettings TeacherSettings { get; init; }

    public DistillationMethod? Method { get; init; }

    /// <summary>Gets how many paths of the teacher there are.</summary>
    public int? Paths { get; init; }

    /// <summary>Gets how many MB of disk they may take.</summary>
    public required double CacheMegabytes { get; init; }

    public int? Steps { get; init; }

    public double? Seconds { get; init; }

    public int? Batch { get; init; }

    public int? Accumulation { get; init; }

    public double? Rate { get; init; }

    public double? SpectralWeight { get; init; }

    public ulong? Seed { get; init; }

    public bool GradientCheckpointing { get; init; }

    /// <summary>Gets whether the finished student is stored in 16-bit floats.</summary>
    public bool AsHalf { get; init; }

    public required EngineChoice Engine { get; init; }

    /// <summary>Gets the names of the options that are given and cannot change when a distillation continues.</summary>
    public IReadOnlyList<string> Unchangeable { get; init; } = [];
}

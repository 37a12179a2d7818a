using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Training.Configuration;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>The command line of <c>tad train</c>; null for everything that it does not say.</summary>
internal sealed record TrainSettings
{
    /// <summary>Gets the sounds: a folder, or "synthetic" with or without a kind.</summary>
    public string? Data { get; init; }

    /// <summary>Gets the folder of the training, a new one or the one that continues.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets whether the training in <see cref="Folder"/> continues.</summary>
    public bool Resumes { get; init; }

    /// <summary>Gets whether it continues from the state with the lowest validation loss.</summary>
    public bool ResumesFromBest { get; init; }

    /// <summary>Gets the name of the configuration to begin with.</summary>
    public string? Preset { get; init; }

    /// <summary>Gets the JSON file with settings that replace those of the preset.</summary>
    public string? Configuration { get; init; }

    /// <summary>Gets the model to fine-tune; without a name, training starts from random weights.</summary>
    public required ModelSettings From { get; init; }

    /// <summary>Gets whether the checkpoint's optimiser and moving average are taken as well.</summary>
    public bool WithOptimizer { get; init; }

    public int? Steps { get; init; }

    public double? Seconds { get; init; }

    public int? Batch { get; init; }

    public int? Accumulation { get; init; }

    public double? Rate { get; init; }

    public ulong? Seed { get; init; }

    /// <summary>Gets the share of the sounds that is only measured on.</summary>
    public double? ValidationShare { get; init; }

    /// <summary>Gets the share of computed drums among the sounds.</summary>
    public double? SyntheticShare { get; init; }

    /// <summary>Gets the CSV file that lists the sounds.</summary>
    public string? Csv { get; init; }

    /// <summary>Gets whether the model learns the classes of the sounds.</summary>
    public bool LearnsClasses { get; init; }

    public bool Augments { get; init; }

    /// <summary>Gets whether recordings are treated as a producer would.</summary>
    public bool Produces { get; init; }

    /// <summary>Gets whether drums are told apart by the synthesiser's classes instead of the four kinds.</summary>
    public bool TellsDrumClasses { get; init; }

    /// <summary>Gets whether the network receives the character of each sound.</summary>
    public bool TellsCharacter { get; init; }

    /// <summary>Gets where the texts come from that a model learns to read.</summary>
    public CaptionSource? Captions { get; init; }

    /// <summary>Gets the T5 encoder that embeds texts: a folder or a repository on the Hub.</summary>
    public string? TextEncoder { get; init; }

    public bool GradientCheckpointing { get; init; }

    /// <summary>Gets whether the finished model is stored in 16-bit floats.</summary>
    public bool AsHalf { get; init; }

    public required EngineChoice Engine { get; init; }

    /// <summary>Gets the names of the options that are given and cannot change when a training continues.</summary>
    public IReadOnlyList<string> Unchangeable { get; init; } = [];
}

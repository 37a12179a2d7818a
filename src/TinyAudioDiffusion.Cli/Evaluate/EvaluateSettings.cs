using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Evaluate;

/// <summary>The command line of <c>tad evaluate</c>.</summary>
internal sealed record EvaluateSettings
{
    /// <summary>Gets the folder of sounds to evaluate; null to evaluate what a model makes.</summary>
    public string? Sounds { get; init; }

    /// <summary>Gets the folder of real sounds.</summary>
    public required string Against { get; init; }

    /// <summary>Gets the folder of sounds that the model was trained on; null not to look for copies.</summary>
    public string? Training { get; init; }

    /// <summary>Gets the model; without a name, the models that are registered for the kinds.</summary>
    public required ModelSettings Model { get; init; }

    /// <summary>Gets the only kind to make; null for all.</summary>
    public DrumKind? Kind { get; init; }

    /// <summary>Gets how many sounds of each kind the model makes.</summary>
    public required int Count { get; init; }

    /// <summary>Gets how many sounds of each class and slider are made to measure the sliders; null to leave them alone.</summary>
    public int? SliderCount { get; init; }

    /// <summary>Gets how the model makes them, with the seed of the first sound of each kind.</summary>
    public required GenerationOptions Generation { get; init; }

    /// <summary>Gets the folder for the page and the sounds; null to write none.</summary>
    public string? Folder { get; init; }

    public bool AsJson { get; init; }

    public required EngineChoice Engine { get; init; }

    /// <summary>Gets the name of what is evaluated, for reports.</summary>
    public string Subject => Sounds ?? Model.Name ?? "the built-in models";
}

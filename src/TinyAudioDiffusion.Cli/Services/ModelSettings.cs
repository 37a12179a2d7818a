using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>The model that a command line names, and how to read it.</summary>
/// <param name="Name">A path, or the model's id; null where no model is named.</param>
/// <param name="Weights">Which weights of a checkpoint to use; null where nothing is said.</param>
/// <param name="Configuration">The path of a checkpoint's YAML; null to look beside the checkpoint.</param>
/// <param name="WeightsOnly">Whether only the needed weights are downloaded.</param>
internal sealed record ModelSettings(string? Name, WeightSet? Weights = null, string? Configuration = null, bool WeightsOnly = false)
{
    /// <summary>Gets where the T5 encoder is that the model reads text with; null where nothing is said.</summary>
    public string? TextEncoder { get; init; }

    /// <summary>
    /// Gets a short name for files: "tiny-noise" for models/tiny-noise, models/tiny-noise.ckpt and models/tiny-noise/model.safetensors.
    /// </summary>
    public string ShortName
    {
        get
        {
            var full = Path.TrimEndingDirectorySeparator(Path.Exists(Name) ? Path.GetFullPath(Name) : Name ?? "");
            var isFile = File.Exists(full);
            var name = isFile ? Path.GetFileNameWithoutExtension(full) : Path.GetFileName(full);
            if (isFile && name is "model" or "config" && Path.GetDirectoryName(full) is { } folder)
                name = Path.GetFileName(folder);
            var plain = string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-'));
            return plain.Trim('.').Length == 0 ? "sound" : plain;
        }
    }

    private bool HasReadingOptions => Weights is not null || Configuration is not null || WeightsOnly;

    /// <summary>
    /// Makes a card for a model on disk, or for one on the Hub with options how to read it; null for every other name, because the zoo
    /// may know it.
    /// </summary>
    /// <param name="kind">The kind that the model makes; null where nothing is said.</param>
    /// <exception cref="CommandException">Options say how to read a model, and the model is not there.</exception>
    public ModelCard? Card(DrumKind? kind = null)
    {
        if (Configuration is not null && !File.Exists(Configuration))
            throw new CommandException($"There is no configuration \"{Configuration}\".");
        if (Name is not null && (FileKind.MayBeModel(Name) || (HasReadingOptions && Path.Exists(Name)) || IsOnTheHub(Name)))
        {
            return new ModelCard
            {
                Id = Name,
                Location = Name,
                Kinds = kind is null ? [] : [kind.Value],
                Load = new ModelLoadOptions { Weights = Weights ?? WeightSet.Online, ConfigurationPath = Configuration },
            };
        }

        if (!HasReadingOptions)
            return null;
        const string Options = "--weights, --weights-only and --model-config say how to read a model";
        throw Name is null
            ? new UsageException($"{Options}: name it with --model.")
            : new CommandException($"{Options}, and there is no file or folder \"{Name}\".");
    }

    // Without options the zoo makes the card itself, with the licence and the pinned revision of a published model.
    private bool IsOnTheHub(string model) => HasReadingOptions && HubRepository.TryParse(model, out _);
}

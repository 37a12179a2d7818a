using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>A model that a command line names: on disk, or by its id.</summary>
internal static class ModelPath
{
    /// <summary>Makes a card for a model on disk, or for one on the Hub with options how to read it; null for anything else, which the zoo may know by its id.</summary>
    /// <exception cref="CommandException">It is not on disk, and options say how to read it from there.</exception>
    public static ModelCard? CardFor(string? model, WeightSet? weights, string? configuration, DrumKind? kind = null, bool weightsOnly = false)
    {
        if (configuration is not null && !File.Exists(configuration))
            throw new CommandException($"There is no configuration \"{configuration}\".");
        if (model is not null && (Path.Exists(model) || IsOnTheHub(model, weights is not null || configuration is not null || weightsOnly)))
        {
            return new ModelCard
            {
                Id = model,
                Location = model,
                Kinds = kind is null ? [] : [kind.Value],
                Load = new ModelLoadOptions { Weights = weights ?? WeightSet.Online, ConfigurationPath = configuration, WeightsOnly = weightsOnly },
            };
        }

        return weights is null && configuration is null && !weightsOnly
            ? null
            : throw new CommandException(model is null
                ? "--weights, --weights-only and --config say how to read a model: name it with --model."
                : $"--weights, --weights-only and --config say how to read a model, and there is no file or folder \"{model}\".");
    }

    // Without options the zoo makes the card itself, with the licence and the pin of a published model.
    private static bool IsOnTheHub(string model, bool hasOptions) => hasOptions && HubRepository.TryParse(model, out _);

    /// <summary>A short name for files: "tiny-noise" for models/tiny-noise, models/tiny-noise.ckpt and models/tiny-noise/model.safetensors.</summary>
    public static string ShortName(string model)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.Exists(model) ? Path.GetFullPath(model) : model);
        var isFile = File.Exists(full);
        var name = isFile ? Path.GetFileNameWithoutExtension(full) : Path.GetFileName(full);
        if (isFile && name is "model" or "config" && Path.GetDirectoryName(full) is { } folder)
            name = Path.GetFileName(folder);
        var plain = string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-'));
        return plain.Trim('.').Length == 0 ? "sound" : plain;
    }
}

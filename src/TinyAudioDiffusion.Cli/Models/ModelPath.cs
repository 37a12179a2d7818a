using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary>A model that a command line names: on disk, or by its id.</summary>
internal static class ModelPath
{
    /// <summary>Makes a card for a model on disk; null for anything else, which the zoo may know by its id.</summary>
    /// <exception cref="CommandException">It is not on disk, and options say how to read it from there.</exception>
    public static ModelCard? CardFor(string? model, WeightSet? weights, string? configuration, DrumKind? kind = null)
    {
        if (configuration is not null && !File.Exists(configuration))
            throw new CommandException($"There is no configuration \"{configuration}\".");
        if (model is not null && Path.Exists(model))
        {
            return new ModelCard
            {
                Id = model,
                Location = model,
                Kinds = kind is null ? [] : [kind.Value],
                Load = new ModelLoadOptions { Weights = weights ?? WeightSet.Online, ConfigurationPath = configuration },
            };
        }

        return weights is null && configuration is null
            ? null
            : throw new CommandException(model is null
                ? "--weights and --config say how to read a model on disk: name it with --model."
                : $"--weights and --config say how to read a model on disk, and there is no file or folder \"{model}\".");
    }

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

using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Lightning;

/// <summary>Opens a model as tiny-audio-diffusion publishes it: a checkpoint with a YAML configuration beside it.</summary>
public static class LightningModel
{
    private static readonly string[] _checkpointExtensions = [".ckpt", ".pt", ".pth"];
    private static readonly string[] _configurationExtensions = [".yaml", ".yml"];

    /// <summary>Tells from the names of the files whether a checkpoint is among them.</summary>
    /// <param name="files">The files.</param>
    /// <returns>Whether <see cref="Open"/> would try to read them.</returns>
    public static bool CanRead(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.Files.Any(file => HasExtension(file.Name, _checkpointExtensions));
    }

    /// <summary>Reads the configuration and opens the checkpoint; values of weights stay in it.</summary>
    /// <param name="files">One checkpoint, and its configuration unless the options name one.</param>
    /// <param name="options">Which weights, and where the configuration is.</param>
    /// <param name="reading">How forgiving to be with the checkpoint; null for the defaults. Strict reading covers the configuration as well.</param>
    /// <returns>The model, which holds the checkpoint open.</returns>
    /// <exception cref="ModelFormatException">A file is missing, or not what it should be.</exception>
    public static OpenedModel Open(ModelFiles files, ModelLoadOptions options, CheckpointOptions? reading = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var checkpointFile = FindCheckpoint(files);
        var configuration = LightningConfiguration.Read(FindConfiguration(files, checkpointFile, options), reading?.Strict ?? false);

        var checkpoint = Checkpoint.Open(checkpointFile, reading);
        try
        {
            var description = new ModelDescription
            {
                Network = configuration.Network,
                Audio = configuration.Audio,
                Provenance = new ModelProvenance(
                    Source: checkpointFile.Name,
                    Revision: files.Revision,
                    Weights: options.Weights == WeightSet.Ema ? "ema" : "online"),
            };
            return new OpenedModel(description, checkpoint.Select(options.Weights), [.. configuration.Warnings, .. checkpoint.Summary.Warnings]);
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Tells from its name whether a file is a checkpoint.</summary>
    internal static bool IsCheckpoint(string path) => HasExtension(path, _checkpointExtensions);

    private static ModelFile FindCheckpoint(ModelFiles files)
        => files.Files.Where(file => HasExtension(file.Name, _checkpointExtensions)).ToList() switch
        {
            [var only] => only,
            [] => throw new ModelFormatException(files.Location, null, "holds no checkpoint (.ckpt)."),
            var many => throw new ModelFormatException(
                files.Location, null, $"holds several checkpoints: name one of {string.Join(", ", many.Select(file => file.Name))}."),
        };

    private static ModelFile FindConfiguration(ModelFiles files, ModelFile checkpoint, ModelLoadOptions options)
    {
        if (options.ConfigurationPath is { } path)
        {
            return files.Files.FirstOrDefault(file => file.DisplayPath == path || file.Name == path)
                ?? (File.Exists(path) ? ModelFile.OnDisk(path) : throw Bad(path, "is not there: give the path of the checkpoint's YAML configuration."));
        }

        var stem = Path.GetFileNameWithoutExtension(checkpoint.Name);
        return files.Find(stem + ".yaml") ?? files.Find("config.yaml")
            ?? files.Files.Where(file => HasExtension(file.Name, _configurationExtensions)).ToList() switch
            {
                [var only] => only,
                [] => throw Bad(
                    checkpoint.DisplayPath,
                    "has no YAML configuration beside it, which says what network it is: put its config.yaml there, or give the path."),
                _ => throw Bad(checkpoint.DisplayPath, "has several YAML files beside it: give the path of its configuration."),
            };
    }

    private static ModelFormatException Bad(string file, string reason) => new(file, null, reason);

    private static bool HasExtension(string name, string[] extensions)
        => Array.Exists(extensions, extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}

using System.Security.Cryptography;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary>Writes an opened model as a folder with model.json and model.safetensors, which appears whole or not at all.</summary>
internal static class ModelConversion
{
    /// <summary>Checks the weights against the network, then writes the folder.</summary>
    /// <param name="opened">The model.</param>
    /// <param name="files">The files that it was opened from.</param>
    /// <param name="transforms">The transforms by name.</param>
    /// <param name="settings">Where and how to write.</param>
    /// <param name="cancellationToken">Stops the work; the folder is then as it was.</param>
    /// <returns>The numbers of tensors and values that were written.</returns>
    public static (int Tensors, long Values) Write(
        OpenedModel opened, ModelFiles files, Registry<ITransformFactory> transforms, ConvertSettings settings,
            CancellationToken cancellationToken)
    {
        RequireFree(settings);
        using var network = new DiffusionNetwork(opened.Description, transforms);
        network.RequireMatch(opened.Weights);
        var description = opened.Description with { Provenance = Provenance(opened, files) };
        cancellationToken.ThrowIfCancellationRequested();

        var weights = new CheckedWeights(opened.Weights, network, settings.AsHalf);
        var writer = new SafetensorsWriter();
        writer.AddAll(weights, settings.AsHalf ? ElementType.F16 : ElementType.F32);

        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(settings.Folder));
        var unfinished = AtomicFile.TemporaryPath(target);
        try
        {
            ModelFolder.Save(unfinished, description, writer);
            cancellationToken.ThrowIfCancellationRequested();
            Publish(unfinished, target);
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }

        return (weights.Entries.Count, weights.Entries.Sum(entry => entry.ElementCount));
    }

    private static void RequireFree(ConvertSettings settings)
    {
        var folder = settings.Folder;
        if (File.Exists(folder))
            throw new CommandException($"\"{folder}\" is a file: give a folder to write.");
        if (!settings.Replace && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CommandException($"The folder \"{folder}\" is not empty: give another one, or --force to replace the model in it.");
    }

    private static void Publish(string unfinished, string target)
    {
        if (Directory.Exists(target) && !Directory.EnumerateFileSystemEntries(target).Any())
            Directory.Delete(target);
        if (!Directory.Exists(target))
        {
            Directory.Move(unfinished, target);
            return;
        }

        // A description never lies beside the weights of another model, not even for a moment.
        File.Delete(Path.Combine(target, ModelFolder.DescriptionName));
        foreach (var name in (ReadOnlySpan<string>)[ModelFolder.WeightsName, ModelFolder.DescriptionName])
            File.Move(Path.Combine(unfinished, name), Path.Combine(target, name), overwrite: true);
    }

    // A model that was converted before keeps the name and hash of its first source.
    private static ModelProvenance Provenance(OpenedModel opened, ModelFiles files)
    {
        var known = opened.Description.Provenance ?? new ModelProvenance();
        if (known.Sha256 is not null)
            return known with { CreatedBy = ProgramVersion.Name };

        // The file's name without its path, because people share the folder; with its folder's name where every model's file has the same
        // name.
        var path = Path.GetFullPath(opened.Weights.DisplayPath);
        var name = Path.GetFileName(path);
        var file = files.Files.FirstOrDefault(file => file.DisplayPath == opened.Weights.DisplayPath);
        using var stream = file?.OpenRead() ?? File.OpenRead(path);
        return known with
        {
            Source = name == ModelFolder.WeightsName ? $"{Path.GetFileName(Path.GetDirectoryName(path))}/{name}" : name,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(stream)),
            CreatedBy = ProgramVersion.Name,
        };
    }
}

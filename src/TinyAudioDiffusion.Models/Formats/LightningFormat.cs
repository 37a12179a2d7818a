using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Formats.Checkpoints.Torch;
using TinyAudioDiffusion.Models.Formats.Lightning;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>
/// Reads models as tiny-audio-diffusion publishes them: a PyTorch Lightning checkpoint with a YAML configuration beside it.
/// </summary>
/// <param name="loader">Builds the network.</param>
/// <param name="reading">How forgiving to be with the checkpoint; null for the defaults. Strict reading covers the configuration as
/// well.</param>
public sealed class LightningFormat(ModelLoader loader, CheckpointOptions? reading = null) : NetworkModelFormat(loader)
{
    private static readonly string[] _checkpointExtensions = [".ckpt", ".pt", ".pth"];
    private static readonly string[] _configurationExtensions = [".yaml", ".yml"];

    /// <inheritdoc/>
    public override string Name => "lightning";

    /// <inheritdoc/>
    public override FormatFit Probe(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var candidates = Candidates(files);
        if (candidates.Exists(TorchArchive.Begins))
            return FormatFit.Content;
        return candidates.Exists(IsNamedSo) ? FormatFit.Names : FormatFit.None;
    }

    /// <inheritdoc/>
    public override OpenedModel Open(ModelFiles files, ModelLoadOptions options)
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
                TextEmbedder = configuration.HasTextPlugin ? TextEmbedderNames.T5 : null,
                Audio = configuration.Audio,
                Provenance = new ModelProvenance(
                    Source: checkpointFile.Name,
                    Revision: files.Revision,
                    Weights: options.Weights == WeightSet.Ema ? "ema" : "online"),
            };
            var weights = checkpoint.Select(options.Weights);
            return new OpenedModel(
                description,
                configuration.HasTextPlugin ? WithoutEmbedder(weights) : weights,
                [.. configuration.Warnings, .. checkpoint.Summary.Warnings])
            {
                Checkpoint = checkpoint,
            };
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    // The named file, unless that is a YAML: then a file beside it. Checkpoints may have any name; configurations and safetensors are none.
    private static List<ModelFile> Candidates(ModelFiles files)
    {
        var named = files.Named is { } file && !HasExtension(file.Name, _configurationExtensions) ? file : null;
        return [.. (named is null ? files.Files : [named])
            .Where(candidate => !HasExtension(candidate.Name, [".json", ".safetensors", .. _configurationExtensions]))];
    }

    private static ModelFile FindCheckpoint(ModelFiles files)
    {
        var candidates = Candidates(files);
        var named = candidates.Where(IsNamedSo).ToList();
        return (named.Count > 0 ? named : candidates.Where(TorchArchive.Begins).ToList()) switch
        {
            [var only] => only,
            [] => throw new ModelFormatException(files.Location, null, "holds no checkpoint (.ckpt)."),
            var many => throw new ModelFormatException(
                files.Location, null, $"holds several checkpoints: name one of {string.Join(", ", many.Select(file => file.Name))}."),
        };
    }

    private static ModelFile FindConfiguration(ModelFiles files, ModelFile checkpoint, ModelLoadOptions options)
    {
        // The content decides, not the name: beside the right file there may be the root configuration of Hydra.
        if (options.ConfigurationPath is { } path)
        {
            return files.Files.FirstOrDefault(file => file.DisplayPath == path || file.Name == path)
                ?? (File.Exists(path) ? ModelFile.OnDisk(path)
                    : throw Bad(path, "is not there: give the path of the checkpoint's YAML configuration."));
        }

        if (files.Named is { } named && HasExtension(named.Name, _configurationExtensions))
            return named;
        var all = files.Files.Where(file => HasExtension(file.Name, _configurationExtensions)).ToList();
        if (all is [var only])
            return only;
        var describing = all.Where(LightningConfiguration.Describes).ToList();
        var stem = Path.GetFileNameWithoutExtension(checkpoint.Name);
        return (all, describing, describing.Find(file => Path.GetFileNameWithoutExtension(file.Name) == stem)) switch
        {
            ([], _, _) => throw Bad(
                checkpoint.DisplayPath,
                "has no YAML configuration beside it, which says what network it is: put its config.yaml there, or give the path."),
            (_, [var right], _) => right,
            (_, [], _) => throw Bad(
                checkpoint.DisplayPath, $"has YAML files beside it, but none with a network (model.model): {Names(all)}."),
            (_, _, { } ofTheSameName) => ofTheSameName,
            _ => throw Bad(
                checkpoint.DisplayPath,
                $"has several YAML files with a network beside it: name one of {Names(describing)} (--model-config)."),
        };
    }

    // Time embedding, its layers, then the text plug-in, which holds the embedder and the network.
    private static RenamedWeights WithoutEmbedder(IWeightFile weights)
    {
        const string Plugin = "net.blocks.2.";
        const string Inside = Plugin + "blocks.1.";
        return new RenamedWeights(weights, weights.Entries.Select(entry => entry.Name)
            .Where(name => name.StartsWith(Inside, StringComparison.Ordinal) || !name.StartsWith(Plugin, StringComparison.Ordinal))
            .ToDictionary(
                name => name,
                name => name.StartsWith(Inside, StringComparison.Ordinal) ? Plugin + name[Inside.Length..] : name, StringComparer.Ordinal));
    }

    private static string Names(List<ModelFile> files) => string.Join(", ", files.Select(file => file.Name));

    private static ModelFormatException Bad(string file, string reason) => new(file, null, reason);

    private static bool IsNamedSo(ModelFile file) => HasExtension(file.Name, _checkpointExtensions);

    private static bool HasExtension(string name, string[] extensions)
        => Array.Exists(extensions, extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}

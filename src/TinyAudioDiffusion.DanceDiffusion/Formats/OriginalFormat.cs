using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion.Formats;

/// <summary>
/// Reads checkpoints of the original training script, sample-generator: a Lightning file with the networks "diffusion" and "diffusion_ema".
/// The shape follows from the tensors. Rate and length are in no such file: those of the published models are known by the file's name; for
/// others a JSON with sample_rate and sample_size may be named (the model configuration), else the script's defaults are taken.
/// </summary>
/// <param name="loader">Makes the model.</param>
internal sealed class OriginalFormat(DanceDiffusionLoader loader) : IModelFormat
{
    private const int DefaultRate = 48000;
    private const int DefaultLength = 65536;

    private static readonly string[] _extensions = [".ckpt", ".pt", ".pth"];

    /// <inheritdoc/>
    /// <value>"dance-diffusion-original".</value>
    public string Name => "dance-diffusion-original";

    /// <inheritdoc/>
    public FormatFit Probe(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (FindCheckpoint(files) is not { } file)
            return FormatFit.None;
        try
        {
            using var checkpoint = Checkpoint.Open(file);
            return Array.Exists(OriginalNames.Sets, set => checkpoint.Find(OriginalNames.FirstOf(set)) is not null)
                ? FormatFit.Content
                : FormatFit.None;
        }
        catch (Exception exception) when (exception is TinyAudioDiffusionException or IOException or UnauthorizedAccessException)
        {
            return FormatFit.None; // another format says why
        }
    }

    /// <inheritdoc/>
    public LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var file = FindCheckpoint(files) ?? throw new ModelFormatException(files.Location, null, "holds no checkpoint (.ckpt).");
        using var checkpoint = Checkpoint.Open(file);
        using var weights = new OriginalWeights(Select(checkpoint, options.Weights));
        var (rate, length) = SizesOf(file, files, options);
        return loader.Load(
            new DiffusersConfiguration(weights.Shape, rate, length), weights, files, DanceDiffusionModels.Settings, cancellationToken);
    }

    private IWeightFile Select(Checkpoint checkpoint, WeightSet weights)
    {
        var (wanted, other) = weights == WeightSet.Ema
            ? (OriginalNames.Ema, OriginalNames.Online)
            : (OriginalNames.Online, OriginalNames.Ema);
        if (checkpoint.Find(OriginalNames.FirstOf(wanted)) is null)
        {
            if (checkpoint.Find(OriginalNames.FirstOf(other)) is null)
                throw new ModelFormatException(checkpoint.DisplayPath, wanted + "*", "is missing; it is no checkpoint of Dance Diffusion.");
            throw new ModelFormatException(checkpoint.DisplayPath, wanted + "*", weights == WeightSet.Ema
                ? "is missing: the file has no averaged weights; load the online ones."
                : "is missing: the file has the averaged weights only; load those (--weights ema).");
        }

        if (weights == WeightSet.Online && checkpoint.Find(OriginalNames.FirstOf(other)) is not null)
            loader.Warn(
                $"{checkpoint.DisplayPath}: the online weights are loaded; its authors play the averaged ones, which it holds as well "
                    + "(--weights ema).");
        return checkpoint.Select(wanted, replacement: "");
    }

    private (int Rate, int Length) SizesOf(ModelFile checkpoint, ModelFiles files, ModelLoadOptions options)
    {
        if (options.ConfigurationPath is { } path)
        {
            var map = JsonMap.Read(
                files.Files.FirstOrDefault(file => file.DisplayPath == path || file.Name == path)
                    ?? (File.Exists(path) ? ModelFile.OnDisk(path) : throw new ModelFormatException(path, null, "is not there.")));
            var (rate, length) = (map.Int("sample_rate"), map.Int("sample_size"));
            return rate > 0 && length > 0 ? (rate, length) : throw map.Bad("sample_rate", "and sample_size must be above 0.");
        }

        if (DanceDiffusionModels.SizesOf(Path.GetFileNameWithoutExtension(checkpoint.Name)) is { } known)
            return known;
        loader.Warn(
            $"{checkpoint.DisplayPath}: says no sample rate and no length, and its name is none of a published model; {DefaultRate} Hz and "
                + $"{DefaultLength} samples are taken. A JSON with sample_rate and sample_size says otherwise (--model-config).");
        return (DefaultRate, DefaultLength);
    }

    private static ModelFile? FindCheckpoint(ModelFiles files)
    {
        var candidates = files.Named is { } named ? [named] : files.Files;
        var found = candidates.Where(
            file => Array.Exists(_extensions, extension => file.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)));
        return found.Take(2).ToList() is [var only] ? only : null;
    }
}

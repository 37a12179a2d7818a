using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion.Formats;

/// <summary>
/// Reads diffusers folders of the pipeline "DanceDiffusionPipeline": model_index.json, unet/config.json and its weights, safetensors or
/// PyTorch's own, and scheduler/scheduler_config.json, which may be missing. The folder of the U-Net alone is read as well.
/// </summary>
/// <param name="loader">Makes the model.</param>
internal sealed class DiffusersFormat(DanceDiffusionLoader loader) : IModelFormat
{
    /// <summary>The file that makes a folder one of diffusers.</summary>
    public const string IndexName = "model_index.json";

    private const string Pipeline = "DanceDiffusionPipeline";
    private const string Network = "unet/";
    private const string ConfigurationName = "config.json";
    private const string SchedulerName = "scheduler/scheduler_config.json";

    // The first that is there counts.
    private static readonly string[] _weights = ["diffusion_pytorch_model.safetensors", "diffusion_pytorch_model.bin"];

    /// <inheritdoc/>
    /// <value>"dance-diffusion".</value>
    public string Name => "dance-diffusion";

    /// <inheritdoc/>
    public FormatFit Probe(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Find(IndexName) is { } index)
            return JsonMap.Says(index, DiffusersConfiguration.ClassKey, Pipeline) ? FormatFit.Content : FormatFit.None;
        return files.Find(ConfigurationName) is { } configuration
            && JsonMap.Says(configuration, DiffusersConfiguration.ClassKey, DiffusersConfiguration.ClassName)
            ? FormatFit.Content
            : FormatFit.None;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? ChooseFiles(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        bool Has(string name) => names.Contains(name, StringComparer.Ordinal);
        return Has(IndexName) && Has(Network + ConfigurationName) && Array.Find(_weights, name => Has(Network + name)) is { } weights
            ? [IndexName, .. Has(SchedulerName) ? [SchedulerName] : (string[])[], Network + ConfigurationName, Network + weights]
            : null;
    }

    /// <inheritdoc/>
    public LoadedModel Load(ModelFiles files, ModelLoadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var folder = files.Find(IndexName) is null ? "" : Network;
        var configuration = DiffusersConfiguration.Read(
            files.Find(folder + ConfigurationName)
                ?? throw new ModelFormatException(files.Location, folder + ConfigurationName, "is missing."));
        var file = _weights.Select(name => files.Find(folder + name)).FirstOrDefault(found => found is not null)
            ?? throw new ModelFormatException(
                files.Location, folder + _weights[0], $"is missing, and so is {_weights[1]}: put the weights beside the configuration.");
        using var weights = Open(file);
        return loader.Load(configuration, weights, files, ReadSettings(files), cancellationToken);
    }

    private static IWeightFile Open(ModelFile file)
        => file.Name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)
            ? Checkpoint.Open(file).Select(prefix: "", replacement: "")
            : SafetensorsFile.Open(file);

    // The published sampler, unless the folder names another one, which we do not know by that name.
    private static SamplingSettings? ReadSettings(ModelFiles files)
        => files.Find(SchedulerName) is { } scheduler
            && JsonMap.Read(scheduler).OptionalText(DiffusersConfiguration.ClassKey) is not "IPNDMScheduler"
            ? null
            : DanceDiffusionModels.Settings;
}

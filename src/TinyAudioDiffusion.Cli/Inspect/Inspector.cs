using System.Text.Json;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Inspect;

/// <summary>Looks into a model's files. Executes nothing of them, and reads no values of tensors.</summary>
/// <param name="finder">Gets files, and finds the format that reads them.</param>
/// <param name="opener">Opens models.</param>
/// <param name="transforms">The transforms by name, to know which parameters a network has.</param>
internal sealed class Inspector(ModelFinder finder, ModelOpener opener, Registry<ITransformFactory> transforms)
{
    private static readonly string[] _checkpointExtensions = [".ckpt", ".pt", ".pth"];

    /// <summary>Looks into the files of a model.</summary>
    /// <param name="path">What the command line calls the model.</param>
    /// <param name="card">Where the model is, and how to read it.</param>
    /// <param name="progress">Receives the progress of a download.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<InspectionReport> InspectAsync(
        string path, ModelCard card, IProgress<ModelFetchProgress> progress, CancellationToken cancellationToken)
    {
        var options = card.Load;
        var files = await finder.FetchAsync(card.Location, options, progress, cancellationToken);
        var weightsFile = WeightsFile(files);
        var (loads, description, warnings) = TryLoads(files, options, weightsFile);
        var report = new InspectionReport
        {
            Path = path,
            Format = FormatOf(files, weightsFile, description),
            Model = Json(description ?? DescriptionAlone(files, warnings)),
            Loads = loads,
        };
        if (weightsFile is null)
        {
            return report.Model is not null
                ? report with { Warnings = warnings }
                : throw new CommandException(loads.FirstOrDefault()?.Problem ?? $"{path} holds no model.");
        }

        report = report with { WeightsFile = weightsFile.DisplayPath, SizeInBytes = Size(weightsFile) };
        report = IsCheckpoint(weightsFile) ? WithCheckpoint(report, weightsFile, warnings) : WithSafetensors(report, weightsFile);
        return report with { Warnings = [.. warnings.Distinct(StringComparer.Ordinal)] };
    }

    private static InspectionReport WithCheckpoint(InspectionReport report, ModelFile file, List<string> warnings)
    {
        using var checkpoint = Checkpoint.Open(file);
        warnings.AddRange(checkpoint.Summary.Warnings);
        var storages = checkpoint.Tensors.GroupBy(tensor => tensor.StorageKey, StringComparer.Ordinal).ToList();
        return report with
        {
            Checkpoint = CheckpointReport.Of(checkpoint.Summary),
            Tensors = Tensors(checkpoint),
            Aliases = [.. storages.Where(storage => storage.Count() > 1).Select(storage => storage.First().Aliases)],
            ElementCount = storages.Sum(storage => storage.Max(tensor => tensor.StorageOffset + tensor.Entry.ElementCount)),
        };
    }

    private static InspectionReport WithSafetensors(InspectionReport report, ModelFile file)
    {
        using var safetensors = SafetensorsFile.Open(file);
        return report with
        {
            Metadata = safetensors.Metadata.Count == 0 ? null : safetensors.Metadata,
            Tensors = Tensors(safetensors),
            ElementCount = safetensors.Entries.Sum(entry => entry.ElementCount),
        };
    }

    private static TensorReport[] Tensors(IWeightFile file)
        => [.. file.Entries.Select(entry => new TensorReport(entry.Name, entry.ElementType.ToString(), entry.Shape))];

    private (List<LoadReport> Loads, ModelDescription? Description, List<string> Warnings) TryLoads(
        ModelFiles files, ModelLoadOptions options, ModelFile? weightsFile)
    {
        var loads = new List<LoadReport>();
        var warnings = new List<string>();
        var description = default(ModelDescription);
        var isCheckpoint = weightsFile is not null && IsCheckpoint(weightsFile);
        var sets = isCheckpoint
            ? new[] { ("online", WeightSet.Online), ("ema", WeightSet.Ema) }
            : [("weights", WeightSet.Online)];
        foreach (var (name, weights) in sets)
        {
            var tensors = 0;
            try
            {
                using var opened = opener.Open(files, options with { Weights = weights });
                // A checkpoint's provenance is the checkpoint itself.
                description ??= isCheckpoint ? opened.Description with { Provenance = null } : opened.Description;
                warnings.AddRange(opened.Warnings);
                tensors = opened.Weights.Entries.Count;
                using var network = new DiffusionNetwork(opened.Description, transforms);
                network.RequireMatch(opened.Weights);
                loads.Add(new LoadReport(name, tensors, network.Parameters.Sum(parameter => (long)parameter.Shape.ElementCount), null));
            }
            catch (Exception exception)
                when (exception is ModelFormatException and not MaliciousCheckpointException or UnknownNameException)
            {
                loads.Add(new LoadReport(name, tensors, null, exception.Message));
            }
        }

        return (loads, description, warnings);
    }

    // A folder may hold other tensors as well; the format opens the model's own.
    private static ModelFile? WeightsFile(ModelFiles files)
    {
        if (files.Named is { } named && (IsCheckpoint(named) || IsSafetensors(named)))
            return named;
        var candidates = files.Files.Where(file => IsCheckpoint(file) || IsSafetensors(file)).ToList();
        return files.Find(ModelFolder.WeightsName) ?? (candidates is [var only] ? only : null);
    }

    private static ModelDescription? DescriptionAlone(ModelFiles files, List<string> warnings)
    {
        if (files.Find(ModelFolder.DescriptionName) is { } ours && files.Named == ours)
            return ModelDescriptionFile.Read(ours, warnings);
        return null;
    }

    private string FormatOf(ModelFiles files, ModelFile? weightsFile, ModelDescription? description)
    {
        // A file of weights alone is no model, and still worth a look.
        var name = description is null ? null : finder.FormatOf(files).Name;
        return (weightsFile, name) switch
        {
            ({ } file, _) when IsCheckpoint(file) => "PyTorch checkpoint",
            (not null, "model-folder") => "model folder (model.json and safetensors)",
            (not null, "reference") => "reference export (config.json and safetensors)",
            (not null, _) => "safetensors",
            _ => "model description without weights",
        };
    }

    private static long Size(ModelFile file)
    {
        using var stream = file.OpenRead();
        return stream.Length;
    }

    private static JsonElement? Json(ModelDescription? description)
    {
        if (description is null)
            return null;
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, description);
        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }

    private static bool IsCheckpoint(ModelFile file)
        => Array.Exists(_checkpointExtensions, extension => file.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static bool IsSafetensors(ModelFile file) => file.Name.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
}

using System.Text.Json;
using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats;

/// <summary>
/// Reads the layout of the reference's exports: config.json with the arguments of the network's constructor, and a safetensors file.
/// </summary>
/// <param name="loader">Builds the network.</param>
/// <remarks>
/// Such a folder does not describe the audio. The format assumes 44100 Hz, as many channels as the network takes, and 32768 samples rounded
/// up.
/// </remarks>
public sealed class ReferenceFormat(ModelLoader loader) : NetworkModelFormat(loader)
{
    private const string ConfigurationName = "config.json";
    private const int SampleRate = 44100;

    /// <inheritdoc/>
    public override string Name => "reference";

    /// <inheritdoc/>
    public override FormatFit Probe(ModelFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Find(ConfigurationName) is not { } configuration || !files.Files.Any(SafetensorsFiles.IsNamedSo))
            return FormatFit.None;
        if (files.Named is { } named && named != configuration && !SafetensorsFiles.IsNamedSo(named))
            return FormatFit.None;
        return JsonTree.HasKeys(configuration, "config") ? FormatFit.Content : FormatFit.Names;
    }

    /// <inheritdoc/>
    public override OpenedModel Open(ModelFiles files, ModelLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var warnings = new List<string>();
        var (network, transform) = ReadConfiguration(
            files.Find(ConfigurationName) ?? throw new ModelFormatException(files.Location, ConfigurationName, "is missing."), warnings);
        var description = new ModelDescription
        {
            Network = network,
            Transform = transform,
            Audio = new AudioShape(
                SampleRate, network.InChannels, AudioRules.DefaultLength(network.LengthMultiple * transform.LengthFactor())),
            Provenance = new ModelProvenance(Source: files.Location, Revision: files.Revision),
        };
        return new OpenedModel(description, SafetensorsFiles.Open(files, options.Weights), warnings);
    }

    /// <summary>Reads config.json.</summary>
    /// <param name="file">The file.</param>
    /// <param name="warnings">Takes a sentence for each key that is not known; null to forget them.</param>
    /// <returns>The shape of the network, and the transform around it.</returns>
    /// <exception cref="ModelFormatException">It is no such file; the message names the key.</exception>
    public static (UNetConfiguration Network, TransformConfiguration Transform) ReadConfiguration(
        ModelFile file, ICollection<string>? warnings = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var root = JsonTree.Read(file);
        root.Ignore("scalars", "note");
        var config = root.Map("config");
        var net = root.OptionalMap("net");

        var network = UNetConfigurationReader.Read(config, JsonNamingPolicy.SnakeCaseLower);
        var transform = net is null ? TransformConfiguration.Raw : ReadTransform(net);
        if (!AudioRules.HasLength((long)network.LengthMultiple * transform.LengthFactor()))
            throw config.Bad("factors", "multiply, with the transform, to more than any length is a multiple of.");
        foreach (var scope in (ReadOnlySpan<ConfigurationScope?>)[root, config, net])
        {
            foreach (var place in scope?.Unknown() ?? [])
                warnings?.Add($"{file.DisplayPath}: {place} is not known and was ignored.");
        }

        return (network, transform);
    }

    private static TransformConfiguration ReadTransform(ConfigurationScope net)
    {
        var transform = net.Text("transform") switch
        {
            "raw" => TransformConfiguration.Raw,
            "learned" => new TransformConfiguration("learned")
            {
                Settings = new Dictionary<string, int>(StringComparer.Ordinal)
                {
                    ["filters"] = net.Int("num_filters"),
                    ["window"] = net.Int("window_length"),
                    ["stride"] = net.Int("stride"),
                },
            },
            var other => throw net.Bad("transform", $"is \"{other}\", but only \"raw\" and \"learned\" are known here."),
        };
        return TransformConfigurationRules.FindProblem(transform) is var (setting, reason)
            ? throw net.Bad(setting ?? "transform", reason)
            : transform;
    }
}

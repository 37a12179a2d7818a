using System.Text.Json;
using TinyAudioDiffusion.Models.Conditions;
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
        var read = ReadDescription(
            files.Find(ConfigurationName) ?? throw new ModelFormatException(files.Location, ConfigurationName, "is missing."), warnings);
        var description = read with
        {
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
        var description = ReadDescription(file, warnings);
        return (description.Network, description.Transform);
    }

    private static ModelDescription ReadDescription(ModelFile file, ICollection<string>? warnings)
    {
        var root = JsonTree.Read(file);
        root.Ignore("scalars", "note", "num_steps", "num_chunks");
        var config = root.Map("config");
        var net = root.OptionalMap("net");

        var sampleRate = root.OptionalInt("mel_sample_rate") ?? SampleRate;
        var condition = ReadCondition(root, sampleRate);
        var splits = root.OptionalInt("num_splits");
        var network = condition is not null ? Hearing(config, condition)
            : UNetConfigurationReader.Read(config, JsonNamingPolicy.SnakeCaseLower);
        if (splits is not null && condition is null)
            network = Autoregressive(network);
        var transform = net is null ? TransformConfiguration.Raw : ReadTransform(net);
        if (!AudioRules.HasLength((long)network.LengthMultiple * transform.LengthFactor()))
            throw config.Bad("factors", "multiply, with the transform, to more than any length is a multiple of.");
        foreach (var scope in (ReadOnlySpan<ConfigurationScope?>)[root, config, net])
        {
            foreach (var place in scope?.Unknown() ?? [])
                warnings?.Add($"{file.DisplayPath}: {place} is not known and was ignored.");
        }

        var length = condition.LengthMultiple((long)network.LengthMultiple * transform.LengthFactor());
        var description = new ModelDescription
        {
            Network = network,
            Transform = transform,
            Condition = condition,
            Splits = splits,
            Audio = new AudioShape(
                sampleRate,
                condition is null && splits is null ? network.InChannels : network.OutChannels!.Value,
                splits is null ? AudioRules.DefaultLength(checked((int)length)) : root.Int("length")),
        };
        if (splits is not null && AudioRules.FindProblem(description.Audio, length) is var (_, reason))
            throw root.Bad("length", reason);
        return description.SplitProblem is { } problem ? throw root.Bad("num_splits", problem) : description;
    }

    // The network's own channels are those of the sound; DiffusionAR adds one for the noise level, and switches modulation off.
    private static UNetConfiguration Autoregressive(UNetConfiguration network) => network with
    {
        InChannels = network.InChannels + 1,
        OutChannels = network.InChannels,
        UseModulation = false,
        UseTimeConditioning = false,
    };

    // The upsampler and the vocoder of audio-diffusion-pytorch, by the arguments that they have beside the network's.
    private static ConditionConfiguration? ReadCondition(ConfigurationScope root, int sampleRate)
    {
        ConditionConfiguration? condition = null;
        string KeyOf(string? setting) => setting switch
        {
            "frame" => "mel_n_fft",
            "hop" => "mel_hop_length",
            "bands" => "mel_channels",
            _ => "upsample_factor",
        };
        if (root.OptionalInt("upsample_factor") is { } factor)
        {
            condition = ConditionConfiguration.Upsampler(factor);
        }
        else if (root.OptionalInt("mel_n_fft") is { } frame)
        {
            if (root.OptionalBool("mel_normalize_log") is not true || root.OptionalBool("mel_normalize") is true)
                throw root.Bad("mel_normalize_log", "must be true, without mel_normalize: other vocoders are not known here.");
            if ((root.OptionalInt("mel_win_length") ?? frame) != frame)
                throw root.Bad("mel_win_length", $"must be mel_n_fft, {frame}.");
            condition = ConditionConfiguration.Vocoder(frame, root.OptionalInt("mel_hop_length") ?? frame / 4, root.Int("mel_channels"));
        }

        return condition is not null && ConditionConfigurationRules.FindProblem(condition, sampleRate) is var (setting, reason)
            ? throw root.Bad(KeyOf(setting), reason)
            : condition;
    }

    // The network's own channels are those of the sound; its wrapper appends what is heard.
    private static UNetConfiguration Hearing(ConfigurationScope config, ConditionConfiguration condition)
    {
        var isVocoder = condition.Name == ConditionNames.Vocoder;
        var network = UNetConfigurationReader.Read(config, JsonNamingPolicy.SnakeCaseLower, isVocoder ? 1 : null);
        return network with { InChannels = 2 * network.InChannels, OutChannels = network.InChannels };
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

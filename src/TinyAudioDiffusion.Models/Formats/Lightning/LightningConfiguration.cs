using System.Text.Json;
using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.UNet;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Lightning;

/// <summary>The description of a model in the YAML beside a checkpoint of tiny-audio-diffusion.</summary>
/// <param name="Network">The shape of the network.</param>
/// <param name="Audio">The audio that the model was trained on.</param>
/// <param name="Warnings">Warnings about unusual things, a sentence each.</param>
public sealed record LightningConfiguration(UNetConfiguration Network, AudioShape Audio, IReadOnlyList<string> Warnings)
{
    private const int DefaultSampleRate = 44100;

    /// <summary>
    /// Gets whether the reference's text plug-in is around the network: its T5 encoder stands in the checkpoint beside the network.
    /// </summary>
    public bool HasTextPlugin { get; init; }

    /// <summary>Arguments that only networks before version 0.1 of audio-diffusion-pytorch have.</summary>
    private static readonly string[] _oldKeys = ["multipliers", "num_blocks"];

    /// <summary>Classes of audio-diffusion-pytorch that give a network more than noisy waveforms.</summary>
    private static readonly string[] _conditioned = ["DiffusionUpsampler", "DiffusionVocoder", "DiffusionAE", "DiffusionAR",
        "LatentDiffusion"];

    /// <summary>Reads the file. Paths, names of classes and training settings in it are not looked at.</summary>
    /// <param name="file">The YAML file.</param>
    /// <param name="strict">Whether an unknown key of the network is an error instead of a warning.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="ModelFormatException">It is not such a file, or describes a network that is not supported.</exception>
    public static LightningConfiguration Read(ModelFile file, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        var tree = YamlTree.Read(file);
        var root = new ConfigurationScope(file.DisplayPath, tree, new YamlReferences(file.DisplayPath, tree));
        RefuseOtherWrappers(root.Map("model"));
        var model = root.Map("model").Map("model");
        var warnings = new List<string>();

        RefuseOtherNetworks(model, warnings);
        var network = UNetConfigurationReader.Read(model, JsonNamingPolicy.SnakeCaseLower);
        RefuseConditions(model, network);
        foreach (var place in model.Unknown())
            WarnOrRefuse(file.DisplayPath, place, strict, warnings);
        return new LightningConfiguration(network, ReadAudio(root, network, warnings), warnings)
        {
            HasTextPlugin = ReadsText(model),
        };
    }

    /// <summary>Tells whether a file describes a network, as far as its keys show. Does not throw for damaged files.</summary>
    /// <param name="file">The YAML file.</param>
    /// <returns>Whether it has the keys of a model inside the trained module.</returns>
    internal static bool Describes(ModelFile file)
    {
        try
        {
            var tree = YamlTree.Read(file);
            var root = new ConfigurationScope(file.DisplayPath, tree, new YamlReferences(file.DisplayPath, tree));
            return root.OptionalMap("model")?.OptionalMap("model") is not null;
        }
        catch (ModelFormatException)
        {
            return false; // reading it in earnest says why
        }
    }

    /// <summary>
    /// Refuses what is not the class of tiny-audio-diffusion around the network: another one may feed it more than noisy waveforms.
    /// </summary>
    private static void RefuseOtherWrappers(ConfigurationScope module)
    {
        var isOld = Array.Exists(_oldKeys, module.Has) || (module.HasMap("model") && Array.Exists(_oldKeys, module.Map("model").Has));
        if (isOld)
        {
            throw module.Bad("model", "has the architecture of audio-diffusion-pytorch before version 0.1 "
                + $"({string.Join(", ", _oldKeys)}), which is not supported: only networks of version 0.1 (UNetV0) are read.");
        }

        if (ClassOf(module) is { } name && name is not "Model")
            throw module.Bad(
                "_target_",
                $"is a {name}, which is not the class Model that trains a network on waveforms alone: its sounds need inputs that "
                    + "are not known here.");
    }

    /// <summary>Names of Python classes are compared by their last part only: every published file spells the rest differently.</summary>
    private static void RefuseOtherNetworks(ConfigurationScope model, List<string> warnings)
    {
        if (ClassOf(model) is { } conditioned && _conditioned.Contains(conditioned, StringComparer.Ordinal))
            throw model.Bad("_target_", $"is a {conditioned}, whose sounds need inputs beside noise; only a DiffusionModel is supported.");
        if (ClassOf(model) is { } name && name is not "DiffusionModel")
            warnings.Add($"model.model is a {name}; it is read as a DiffusionModel.");

        if (model.OptionalMap("net_t") is { } net)
        {
            var isLearned = ClassOf(net) is "UNetT_LT" || net.Has("num_filters") || net.Has("window_length");
            if (isLearned)
                throw model.Bad("net_t", "is a network with a learned transform (UNetT_LT), which is not read from Lightning checkpoints.");
            if (ClassOf(net) is { } netName && netName is not "UNetT" and not "UNetV0")
                warnings.Add($"model.model.net_t is a {netName}; it is read as a UNetT.");
        }

        foreach (var (key, expected) in (ReadOnlySpan<(string, string)>)[("diffusion_t", "VDiffusion"), ("sampler_t", "VSampler")])
        {
            var other = model.Has(key) ? ClassOf(model.OptionalMap(key)!) : null;
            if (other is not null && other != expected)
                throw model.Bad(key, $"is a {other}, but only models of {expected} are supported.");
        }

        if (model.OptionalInt("dim") is not null and not 1)
            throw model.Bad("dim", "is not 1: only networks over waveforms are supported.");
    }

    private static void RefuseConditions(ConfigurationScope model, UNetConfiguration network)
    {
        if (ReadsText(model) && !network.CrossAttentions.Any(count => count > 0))
            throw model.Bad("use_text_conditioning", "is true, but no level has cross_attentions that could read text.");
        if (network.ContextChannels.Any(count => count > 0))
            throw model.Bad("context_channels", "has an entry above 0, but a checkpoint with channels from outside is not supported.");
        if (network.OutChannels is { } channels && channels != network.InChannels)
            throw model.Bad("out_channels", $"is {channels}, but diffusion needs as many as in_channels, {network.InChannels}.");
    }

    private static AudioShape ReadAudio(ConfigurationScope root, UNetConfiguration network, List<string> warnings)
    {
        var sampleRate = root.OptionalInt("sampling_rate") ?? Default("sampling_rate", DefaultSampleRate, warnings);
        var length = root.OptionalInt("length") ?? Default("length", AudioRules.DefaultLength(network.LengthMultiple), warnings);
        var channels = root.OptionalInt("channels") ?? Default("channels", network.InChannels, warnings);
        if (channels != network.InChannels)
        {
            warnings.Add($"channels is {channels}, but the network takes {network.InChannels}; the network decides.");
            channels = network.InChannels;
        }

        var audio = new AudioShape(sampleRate, channels, length);
        return AudioRules.FindProblem(audio, network.LengthMultiple) is var (property, reason)
            ? throw root.Bad(
                property == nameof(audio.SampleRate) ? "sampling_rate" : JsonNamingPolicy.SnakeCaseLower.ConvertName(property), reason)
            : audio;
    }

    private static int Default(string key, int value, List<string> warnings)
    {
        warnings.Add($"{key} is missing; {value} is used.");
        return value;
    }

    private static bool ReadsText(ConfigurationScope model) => model.OptionalBool("use_text_conditioning") is true;

    private static string? ClassOf(ConfigurationScope scope) => scope.RawText("_target_")?.Split('.')[^1];

    private static void WarnOrRefuse(string file, string place, bool strict, List<string> warnings)
    {
        if (strict)
            throw new ModelFormatException(file, place, "is not known, and could change the network.");
        warnings.Add($"{place} is not known and was ignored.");
    }
}

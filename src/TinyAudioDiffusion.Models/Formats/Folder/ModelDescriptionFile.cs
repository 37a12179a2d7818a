using System.Text.Json;
using TinyAudioDiffusion.Models.Conditions;
using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>
/// Reads and writes model.json. Wrong values are errors; unknown keys are warnings, so that a newer minor writer can be read.
/// </summary>
public static class ModelDescriptionFile
{
    /// <summary>The version of the format that is written, and the highest that is read.</summary>
    public const int FormatVersion = 1;

    private const float LargestDataScale = 1000f;

    /// <summary>Reads a description.</summary>
    /// <param name="file">The JSON file.</param>
    /// <param name="warnings">Takes a sentence for each key that is not known; null to forget them.</param>
    /// <returns>The description.</returns>
    /// <exception cref="ModelFormatException">It is no such file; the message names the key.</exception>
    public static ModelDescription Read(ModelFile file, ICollection<string>? warnings = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var root = JsonTree.Read(file);
        var version = root.Int("formatVersion");
        if (version is < 1 or > FormatVersion)
            throw root.Bad("formatVersion", $"is {version}, but this program reads {FormatVersion}: use a newer one.");

        var network = root.Map("network");
        var transform = root.OptionalMap("transform");
        var audio = root.Map("audio");
        var diffusion = root.OptionalMap("diffusion");
        var provenance = root.OptionalMap("provenance");
        var labels = root.OptionalTexts("classLabels") ?? [];
        var encoder = root.OptionalMap("encoder");
        var recommended = root.OptionalMap("recommended");
        var text = root.OptionalMap("text");
        var refiner = root.OptionalMap("refiner");
        var description = new ModelDescription
        {
            Network = UNetConfigurationReader.Read(network, JsonNamingPolicy.CamelCase),
            Transform = transform is null ? TransformConfiguration.Raw : ReadTransform(transform),
            Refiner = refiner is null ? null : RefinerJson.Read(refiner),
            Condition = root.OptionalMap("condition") is { } condition ? ConditionJson.Read(condition, audio.Int("sampleRate")) : null,
            TextEmbedder = text?.Text("embedder"),
            Splits = root.OptionalInt("splits"),
            Encoder = encoder is null ? null : EncoderJson.Read(encoder),
            Audio = new AudioShape(audio.Int("sampleRate"), audio.Int("channels"), audio.Int("length")),
            Objective = diffusion?.Text("objective") ?? "v",
            DataScale = diffusion?.OptionalNumber("dataScale") ?? 1f,
            PositionContext = root.OptionalBool("positionContext") ?? false,
            ClassLabels = labels,
            DrumClasses = root.OptionalMap("kinds") is { } kinds ? DrumClassesJson.Read(kinds, labels) : [],
            Character = root.OptionalMap("character") is { } character ? CharacterJson.Read(character, labels) : null,
            Student = root.OptionalMap("student") is { } student ? StudentJson.Read(student, warnings) : null,
            Licence = root.OptionalText("licence"),
            Provenance = provenance is null ? null : ReadProvenance(provenance),
            Settings = recommended is null ? null : RecommendedSettings.Read(recommended, warnings),
        };

        if (description.Objective is not "v")
            throw diffusion!.Bad("objective", $"is \"{description.Objective}\", but only \"v\" is known.");
        if (description.DataScale is not (> 0f and <= LargestDataScale))
            throw diffusion!.Bad("dataScale", $"is {description.DataScale}, but must be above 0 and at most {LargestDataScale}.");
        if (description.PositionContext && !description.Network.ContextChannels.Any(count => count > 0))
            throw root.Bad("positionContext", "is true, but the network has no \"contextChannels\" that could hold it.");
        if (description.TextEmbedder is not null && !description.Network.CrossAttentions.Any(count => count > 0))
            throw text!.Bad("embedder", "is given, but the network has no \"crossAttentions\" that could read text.");
        if (description is { Settings.Guidance: not null, ClassLabels.Count: 0, Network.UseNullEmbedding: false })
        {
            throw recommended!.Bad(
                "guidance", "is given, but the model has no \"classLabels\" to be led to, and no learnt \"no text\".");
        }

        if (FindProblem(description) is var (key, reason))
            throw audio.Bad(key, reason);
        if (description.RefinerProblem is var (property, ofRefiner))
            throw refiner!.Bad(property, ofRefiner);
        if (description.EncoderProblem is var (setting, ofEncoder))
            throw encoder!.Bad(setting is null ? "name" : $"settings.{setting}", ofEncoder);
        if (description.SplitProblem is { } ofSplits)
            throw root.Bad("splits", ofSplits);
        foreach (var scope in (ReadOnlySpan<ConfigurationScope?>)
            [root, network, transform, refiner, text, audio, diffusion, provenance, recommended])
        {
            foreach (var place in scope?.Unknown() ?? [])
                warnings?.Add($"{file.DisplayPath}: {place} is not known and was ignored.");
        }

        return description;
    }

    /// <summary>Writes a description as indented JSON.</summary>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="description">The description.</param>
    public static void Write(Stream stream, ModelDescription description) => ModelDescriptionWriter.Write(stream, description);

    private static (string Key, string Reason)? FindProblem(ModelDescription description)
        => AudioRules.FindProblem(
            description.Audio,
            description.Condition.LengthMultiple((long)description.Network.LengthMultiple * description.Transform.LengthFactor()))
            is var (property, reason)
            ? (JsonNamingPolicy.CamelCase.ConvertName(property), reason)
            : null;

    private static TransformConfiguration ReadTransform(ConfigurationScope scope)
    {
        var transform = new TransformConfiguration(scope.Text("name"))
        {
            Settings = NamedSettingsJson.ReadSettings(scope),
        };
        return TransformConfigurationRules.FindProblem(transform) is var (setting, reason)
            ? throw scope.Bad(setting is null ? "name" : $"settings.{setting}", reason)
            : transform;
    }

    private static ModelProvenance ReadProvenance(ConfigurationScope scope) => new(
        scope.OptionalText("source"),
        scope.OptionalText("revision"),
        scope.OptionalText("weights"),
        scope.OptionalText("sha256"),
        scope.OptionalText("createdBy"));
}

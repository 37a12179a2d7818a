using System.Text.Json;
using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>
/// The part of model.json that says how to play the model: sampler, schedule, steps, guidance, finishing. What has its default value is
/// left out.
/// </summary>
internal static class RecommendedSettings
{
    private const string Key = "recommended";

    public static SamplingSettings Read(ConfigurationScope scope, ICollection<string>? warnings)
    {
        var finishing = scope.OptionalMap("finishing");
        var settings = new SamplingSettings(
            Name(scope, "sampler"), Name(scope, "schedule"), scope.OptionalInt("steps"), finishing is null ? null
                : ReadFinishing(finishing))
        {
            Guidance = scope.OptionalDouble("guidance"),
            GuidanceInterval = scope.OptionalText("guidanceInterval") is { } interval
                ? GuidanceInterval.Parse(interval)
                    ?? throw scope.Bad("guidanceInterval", $"is \"{interval}\", but must be two noise levels from 0 to 1, as \"0.2-0.9\".")
                : null,
        };
        if (settings.Steps is < 1 or > TinyAudioDiffusionOptions.DefaultMaxSteps)
            throw scope.Bad("steps", $"is {settings.Steps}, but must be from 1 to {TinyAudioDiffusionOptions.DefaultMaxSteps}.");
        if (settings.Guidance is { } guidance and not (>= 0 and <= 100))
            throw scope.Bad("guidance", $"is {guidance}, but must be from 0 to 100.");
        foreach (var place in finishing?.Unknown() ?? [])
            warnings?.Add($"{scope.File}: {place} is not known and was ignored.");
        return settings;
    }

    public static void Write(Utf8JsonWriter json, SamplingSettings settings)
    {
        json.WriteStartObject(Key);
        if (settings.Sampler is { } sampler)
            json.WriteString("sampler", sampler);
        if (settings.Schedule is { } schedule)
            json.WriteString("schedule", schedule);
        if (settings.Steps is { } steps)
            json.WriteNumber("steps", steps);
        if (settings.Guidance is { } guidance)
            json.WriteNumber("guidance", guidance);
        if (settings.GuidanceInterval is { } interval)
            json.WriteString("guidanceInterval", interval.ToString());
        if (settings.Finishing is { } finishing)
            WriteFinishing(json, finishing);
        json.WriteEndObject();
    }

    private static string? Name(ConfigurationScope scope, string key)
        => scope.OptionalText(key) is { Length: 0 } ? throw scope.Bad(key, "is an empty name.") : scope.OptionalText(key);

    private static FinishingOptions ReadFinishing(ConfigurationScope scope)
    {
        var options = new FinishingOptions
        {
            RemoveDc = scope.OptionalBool("removeDc") ?? false,
            AlignOnset = scope.OptionalBool("alignOnset") ?? false,
            TailGate = scope.OptionalDouble("tailGate"),
            Fade = scope.OptionalDouble("fade") ?? FinishingOptions.None.Fade,
            Normalization = ReadNormalization(scope),
            Target = scope.OptionalDouble("target") ?? FinishingOptions.None.Target,
            TruePeakCeiling = scope.OptionalDouble("truePeakCeiling"),
        };
        return options.FindProblem() is var (property, reason) ? throw scope.Bad(JsonNamingPolicy.CamelCase.ConvertName(property), reason)
            : options;
    }

    private static Normalization ReadNormalization(ConfigurationScope scope) => scope.OptionalText("normalization") switch
    {
        null or "none" => Normalization.None,
        "peak" => Normalization.Peak,
        "loudness" => Normalization.Loudness,
        var other => throw scope.Bad("normalization", $"is \"{other}\"; known are none, peak and loudness."),
    };

    private static void WriteFinishing(Utf8JsonWriter json, FinishingOptions finishing)
    {
        json.WriteStartObject("finishing");
        if (finishing.RemoveDc)
            json.WriteBoolean("removeDc", true);
        if (finishing.AlignOnset)
            json.WriteBoolean("alignOnset", true);
        WriteNumber("tailGate", finishing.TailGate, null);
        WriteNumber("fade", finishing.Fade, FinishingOptions.None.Fade);
        if (finishing.Normalization != Normalization.None)
            json.WriteString("normalization", JsonNamingPolicy.CamelCase.ConvertName(finishing.Normalization.ToString()));
        WriteNumber("target", finishing.Target, FinishingOptions.None.Target);
        WriteNumber("truePeakCeiling", finishing.TruePeakCeiling, null);
        json.WriteEndObject();

        void WriteNumber(string key, double? value, double? usual)
        {
            if (value is { } number && number != usual)
                json.WriteNumber(key, number);
        }
    }
}

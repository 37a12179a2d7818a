using System.Text.Json;
using TinyAudioDiffusion.Models.Conditions;
using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>The "condition" of model.json: what the network hears beside noise.</summary>
internal static class ConditionJson
{
    public static ConditionConfiguration Read(ConfigurationScope scope, int sampleRate)
    {
        var settings = scope.OptionalMap("settings");
        var condition = new ConditionConfiguration(scope.Text("name"))
        {
            Settings = settings?.Keys.ToDictionary(key => key, settings.Int, StringComparer.Ordinal) ?? new(StringComparer.Ordinal),
        };
        return ConditionConfigurationRules.FindProblem(condition, sampleRate) is var (setting, reason)
            ? throw scope.Bad(setting is null ? "name" : $"settings.{setting}", reason)
            : condition;
    }

    public static void Write(Utf8JsonWriter json, ConditionConfiguration? condition)
    {
        if (condition is null)
            return;
        json.WriteStartObject("condition");
        json.WriteString("name", condition.Name);
        json.WriteStartObject("settings");
        foreach (var (key, value) in condition.Settings)
            json.WriteNumber(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

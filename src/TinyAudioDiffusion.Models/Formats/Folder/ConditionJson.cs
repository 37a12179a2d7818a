using System.Text.Json;
using TinyAudioDiffusion.Models.Conditions;
using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>The "condition" of model.json: what the network hears beside noise.</summary>
internal static class ConditionJson
{
    public static ConditionConfiguration Read(ConfigurationScope scope, int sampleRate)
    {
        var condition = new ConditionConfiguration(scope.Text("name"))
        {
            Settings = NamedSettingsJson.ReadSettings(scope),
        };
        return ConditionConfigurationRules.FindProblem(condition, sampleRate) is var (setting, reason)
            ? throw scope.Bad(setting is null ? "name" : $"settings.{setting}", reason)
            : condition;
    }

    public static void Write(Utf8JsonWriter json, ConditionConfiguration? condition)
    {
        if (condition is not null)
            NamedSettingsJson.Write(json, "condition", condition.Name, condition.Settings);
    }
}

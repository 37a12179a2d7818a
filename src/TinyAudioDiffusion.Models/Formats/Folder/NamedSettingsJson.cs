using System.Text.Json;
using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>A part of model.json that is a name and whole numbers: the transform, the condition, the encoder.</summary>
internal static class NamedSettingsJson
{
    public static Dictionary<string, int> ReadSettings(ConfigurationScope scope)
        => scope.OptionalMap("settings") is { } settings
            ? settings.Keys.ToDictionary(key => key, settings.Int, StringComparer.Ordinal)
            : new(StringComparer.Ordinal);

    public static void Write(Utf8JsonWriter json, string part, string name, IReadOnlyDictionary<string, int> settings)
    {
        json.WriteStartObject(part);
        json.WriteString("name", name);
        if (settings.Count > 0)
        {
            json.WriteStartObject("settings");
            foreach (var (key, value) in settings)
                json.WriteNumber(key, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

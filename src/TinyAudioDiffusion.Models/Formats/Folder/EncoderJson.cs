using System.Text.Json;
using TinyAudioDiffusion.Models.Autoencoder;
using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>The "encoder" of model.json: what makes the latent of an autoencoder.</summary>
internal static class EncoderJson
{
    public static EncoderConfiguration Read(ConfigurationScope scope)
    {
        var settings = scope.OptionalMap("settings");
        return new EncoderConfiguration(scope.Text("name"))
        {
            Settings = settings?.Keys.ToDictionary(key => key, settings.Int, StringComparer.Ordinal) ?? new(StringComparer.Ordinal),
        };
    }

    public static void Write(Utf8JsonWriter json, EncoderConfiguration? encoder)
    {
        if (encoder is null)
            return;
        json.WriteStartObject("encoder");
        json.WriteString("name", encoder.Name);
        json.WriteStartObject("settings");
        foreach (var (key, value) in encoder.Settings)
            json.WriteNumber(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

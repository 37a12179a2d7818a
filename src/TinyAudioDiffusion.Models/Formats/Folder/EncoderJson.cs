using System.Text.Json;
using TinyAudioDiffusion.Models.Autoencoder;
using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>The "encoder" of model.json: what makes the latent of an autoencoder.</summary>
internal static class EncoderJson
{
    public static EncoderConfiguration Read(ConfigurationScope scope)
        => new(scope.Text("name")) { Settings = NamedSettingsJson.ReadSettings(scope) };

    public static void Write(Utf8JsonWriter json, EncoderConfiguration? encoder)
    {
        if (encoder is not null)
            NamedSettingsJson.Write(json, "encoder", encoder.Name, encoder.Settings);
    }
}

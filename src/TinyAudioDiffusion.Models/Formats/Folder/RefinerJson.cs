using System.Text.Json;
using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Models.Refinement;

namespace TinyAudioDiffusion.Models.Formats.Folder;

/// <summary>The "refiner" of model.json: the network behind the first.</summary>
internal static class RefinerJson
{
    public static RefinerConfiguration Read(ConfigurationScope scope) => new()
    {
        Bands = scope.Int("bands"),
        Network = UNetConfigurationReader.Read(scope.Map("network"), JsonNamingPolicy.CamelCase),
    };

    public static void Write(Utf8JsonWriter json, RefinerConfiguration? refiner)
    {
        if (refiner is null)
            return;
        json.WriteStartObject("refiner");
        json.WriteNumber("bands", refiner.Bands);
        ModelDescriptionWriter.WriteNetwork(json, refiner.Network);
        json.WriteEndObject();
    }
}

using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>Reads and writes the model in a configuration as in model.json, with the same checks.</summary>
internal sealed class ModelDescriptionConverter : JsonConverter<ModelDescription>
{
    public override ModelDescription Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            document.WriteTo(writer);
        var bytes = buffer.WrittenSpan.ToArray();
        var unknown = new List<string>();
        try
        {
            var description = ModelDescriptionFile.Read(
                new ModelFile("model", "model", () => new MemoryStream(bytes, writable: false)), unknown);
            return unknown.Count == 0 ? description : throw new ModelFormatException("model", null, unknown[0]);
        }
        catch (ModelFormatException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, ModelDescription value, JsonSerializerOptions options)
    {
        using var stream = new MemoryStream();
        ModelDescriptionFile.Write(stream, value);
        using var document = JsonDocument.Parse(stream.ToArray());
        document.WriteTo(writer);
    }
}

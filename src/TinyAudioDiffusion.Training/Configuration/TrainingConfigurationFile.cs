using System.Text.Json;
using System.Text.Json.Nodes;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Networks;

namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>
/// Reads configurations from JSON. An unknown field is an error, because a misspelt setting would silently keep its default.
/// </summary>
internal static class TrainingConfigurationFile
{
    public static TrainingConfiguration Parse(ReadOnlyMemory<byte> json, string file, ModelDescription? model = null)
    {
        TrainingConfiguration configuration;
        try
        {
            var root = StrictJson.Parse(json);
            if (root.ValueKind is not JsonValueKind.Object)
                throw new TrainingConfigurationException(null, "is JSON, but not an object.", file);
            var fields = JsonObject.Create(root)!;
            var all = Defaults(model);
            Overlay(all, fields);
            if (!fields.ContainsKey("data"))
                all.Remove("data");
            configuration = all.Deserialize(TrainingJson.Readable.TrainingConfiguration)!;
        }
        catch (JsonException exception)
        {
            throw new TrainingConfigurationException(FieldOf(exception), ReasonOf(exception), file, exception);
        }

        TrainingConfigurationRules.Check(configuration, file);
        return configuration;
    }

    // Generated readers give properties that are missing no default of their own, so that the defaults are laid below the file's fields.
    private static JsonObject Defaults(ModelDescription? model)
    {
        var configuration = new TrainingConfiguration { Model = model ?? PublishedConfiguration.Model, Data = new DataOptions() };
        var defaults = JsonSerializer.SerializeToNode(configuration, TrainingJson.Readable.TrainingConfiguration)!.AsObject();
        if (model is null)
            defaults.Remove("model");
        return defaults;
    }

    private static void Overlay(JsonObject below, JsonObject above)
    {
        foreach (var (name, value) in above)
        {
            if (value is JsonObject fields && below[name] is JsonObject defaults && name != "model")
                Overlay(defaults, fields);
            else
                below[name] = value?.DeepClone();
        }
    }

    private static string? FieldOf(JsonException exception)
        => exception.Path is { Length: > 2 } path ? path.Replace("$.", "", StringComparison.Ordinal) : null;

    private static string ReasonOf(JsonException exception) => exception switch
    {
        { InnerException: ModelFormatException model } => model.Message,
        _ when exception.Message.Contains("could not be mapped", StringComparison.Ordinal)
            => "there is no such field: correct its name, or leave it out.",
        _ when exception.Message.Contains("required", StringComparison.Ordinal)
            => "the field \"model\" is missing, which says what is trained.",
        _ when exception.Message.Contains("twice", StringComparison.Ordinal) => "is given twice: remove one.",
        _ when FieldOf(exception) is null => $"is not valid JSON near line {exception.LineNumber + 1}: correct it.",
        _ => "is not of the kind that belongs here.",
    };
}

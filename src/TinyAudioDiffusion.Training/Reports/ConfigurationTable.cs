using System.Text.Json;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Training.Reports;

/// <summary>A run's <c>recipe.json</c> as rows of a name and a value; nested objects become names with dots.</summary>
internal static class ConfigurationTable
{
    /// <summary>Reads the rows.</summary>
    /// <returns>No rows and no problem where there is no file; no rows and what is wrong where it cannot be read.</returns>
    public static (List<(string Name, string Value)> Rows, string? Problem) Read(string path)
    {
        var rows = new List<(string Name, string Value)>();
        if (!File.Exists(path))
            return (rows, null);
        try
        {
            Add(rows, "", StrictJson.Parse(File.ReadAllBytes(path)));
            return (rows, null);
        }
        catch (JsonException exception)
        {
            return ([], $"{Path.GetFileName(path)} is no JSON: {exception.Message}");
        }
    }

    private static void Add(List<(string Name, string Value)> rows, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
                Add(rows, name.Length == 0 ? property.Name : $"{name}.{property.Name}", property.Value);
        }
        else if (value.ValueKind != JsonValueKind.Null)
            rows.Add((name, Text(value)));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            => string.Join(" ", value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}

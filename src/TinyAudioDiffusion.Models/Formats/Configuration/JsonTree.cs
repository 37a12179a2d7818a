using System.Text.Json;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.Formats.Reading;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Configuration;

/// <summary>Reads a small JSON file strictly: no comments, no trailing commas, no key twice.</summary>
internal static class JsonTree
{
    /// <summary>Reads the file's outermost object.</summary>
    /// <exception cref="ModelFormatException">It is too big, or not such JSON.</exception>
    public static ConfigurationScope Read(ModelFile file)
    {
        var text = SmallFile.Read(file);
        try
        {
            var root = StrictJson.Parse(text);
            return root.ValueKind is JsonValueKind.Object
                ? new ConfigurationScope(file.DisplayPath, ToMap(root, ""))
                : throw new ModelFormatException(file.DisplayPath, null, "is JSON, but not an object.");
        }
        catch (JsonException exception) when (exception.Path is { } twice)
        {
            throw new ModelFormatException(file.DisplayPath, twice, "is given twice: remove one.", exception);
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(
                file.DisplayPath,
                exception.LineNumber is null ? null : $"line {exception.LineNumber + 1}",
                "is not valid JSON: correct it, or get the file again.",
                exception);
        }
    }

    /// <summary>Tells whether a file is a JSON object with some keys.</summary>
    public static bool HasKeys(ModelFile file, params ReadOnlySpan<string> keys)
    {
        try
        {
            var root = Read(file);
            foreach (var key in keys)
            {
                if (!root.Has(key))
                    return false;
            }

            return true;
        }
        catch (Exception exception) when (exception is ModelFormatException or IOException or UnauthorizedAccessException)
        {
            return false; // reading it in earnest says why
        }
    }

    private static MapNode ToMap(JsonElement element, string place)
        => new(place, element.EnumerateObject().ToDictionary(
            property => property.Name,
            property => ToNode(property.Value, place.Length == 0 ? property.Name : $"{place}.{property.Name}"),
            StringComparer.Ordinal));

    private static ConfigurationNode ToNode(JsonElement element, string place) => element.ValueKind switch
    {
        JsonValueKind.Object => ToMap(element, place),
        JsonValueKind.Array => new ListNode(place, [.. element.EnumerateArray().Select((item, i) => ToNode(item, $"{place}[{i}]"))]),
        JsonValueKind.String => new ScalarNode(place, element.GetString()!, ScalarKind.Text),
        JsonValueKind.Null => new ScalarNode(place, "null", ScalarKind.Null),
        _ => new ScalarNode(place, element.GetRawText(), ScalarKind.Literal),
    };
}

using System.Text;
using System.Text.Json;
using TinyAudioDiffusion.Models.Formats.Reading;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Configuration;

/// <summary>Reads a small JSON file strictly: no comments, no trailing commas, no key twice.</summary>
internal static class JsonTree
{
    private const int MaxDepth = 32;

    /// <summary>Reads the file's outermost object.</summary>
    /// <exception cref="ModelFormatException">It is too big, or not such JSON.</exception>
    public static ConfigurationScope Read(ModelFile file)
    {
        var text = SmallFile.Read(file);
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            if (reader.TokenType is not JsonTokenType.StartObject)
                throw new ModelFormatException(file.DisplayPath, null, "is JSON, but not an object.");
            var root = ReadMap(file.DisplayPath, ref reader, "");
            return reader.Read()
                ? throw new ModelFormatException(file.DisplayPath, null, "has something behind its last brace.")
                : new ConfigurationScope(file.DisplayPath, root);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader reports an unpaired surrogate as an invalid operation.
            var line = (exception as JsonException)?.LineNumber + 1;
            throw new ModelFormatException(
                file.DisplayPath, line is null ? null : $"line {line}", "is not valid JSON: correct it, or get the file again.", exception);
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

    private static MapNode ReadMap(string file, ref Utf8JsonReader reader, string place)
    {
        var items = new Dictionary<string, ConfigurationNode>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var childPlace = place.Length == 0 ? key : $"{place}.{key}";
            reader.Read();
            if (!items.TryAdd(key, ReadNode(file, ref reader, childPlace)))
                throw new ModelFormatException(file, childPlace, "is given twice: remove one.");
        }

        return new MapNode(place, items);
    }

    private static ListNode ReadList(string file, ref Utf8JsonReader reader, string place)
    {
        var items = new List<ConfigurationNode>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            items.Add(ReadNode(file, ref reader, $"{place}[{items.Count}]"));
        return new ListNode(place, items);
    }

    private static ConfigurationNode ReadNode(string file, ref Utf8JsonReader reader, string place) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMap(file, ref reader, place),
        JsonTokenType.StartArray => ReadList(file, ref reader, place),
        JsonTokenType.String => new ScalarNode(place, reader.GetString()!, ScalarKind.Text),
        JsonTokenType.Null => new ScalarNode(place, "null", ScalarKind.Null),
        _ => new ScalarNode(place, Encoding.UTF8.GetString(reader.ValueSpan), ScalarKind.Literal),
    };
}

using System.Text.Json;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion.Formats;

/// <summary>A small JSON file that is one object; what is wrong with a value names the file and the key.</summary>
internal sealed class JsonMap
{
    private const int MostBytes = 1 << 20;

    private readonly string _file;
    private readonly Dictionary<string, JsonElement> _values;

    private JsonMap(string file, JsonElement root)
    {
        _file = file;
        _values = root.EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It is too large, or no strict JSON with one object.</exception>
    public static JsonMap Read(ModelFile file)
    {
        using var stream = file.OpenRead();
        var content = new byte[MostBytes + 1];
        var length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (length > MostBytes)
            throw new ModelFormatException(file.DisplayPath, null, $"has more than {MostBytes} bytes, which no configuration has.");
        try
        {
            var root = StrictJson.Parse(content.AsMemory(0, length));
            return root.ValueKind == JsonValueKind.Object
                ? new JsonMap(file.DisplayPath, root)
                : throw new ModelFormatException(file.DisplayPath, null, "is JSON, but not an object.");
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(
                file.DisplayPath, exception.Path, "is not valid JSON: correct it, or get the file again.", exception);
        }
    }

    /// <summary>Tells whether a file is such an object in which a key has a text. Does not throw for damaged files.</summary>
    public static bool Says(ModelFile file, string key, string text)
    {
        try
        {
            return Read(file).OptionalText(key) == text;
        }
        catch (Exception exception) when (exception is ModelFormatException or IOException or UnauthorizedAccessException)
        {
            return false; // reading it in earnest says why
        }
    }

    /// <summary>Reads a whole number that must be there.</summary>
    public int Int(string key) => OptionalInt(key) ?? throw Bad(key, "is missing.");

    /// <summary>Reads a whole number; null where there is none.</summary>
    public int? OptionalInt(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        _ => throw Bad(key, "is no whole number of 32 bits."),
    };

    /// <summary>Reads a text; null where there is none.</summary>
    public string? OptionalText(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw Bad(key, "is no text."),
    };

    /// <summary>Reads true or false; null where there is neither.</summary>
    public bool? OptionalBool(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Bad(key, "is neither true nor false."),
    };

    /// <summary>Reads a list of whole numbers that must be there.</summary>
    public int[] Ints(string key)
        => [.. Items(key).Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number)
            ? number : throw Bad(key, "is no list of whole numbers of 32 bits."))];

    /// <summary>Reads a list of texts that must be there.</summary>
    public string[] Texts(string key)
        => [.. Items(key).Select(
            item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Bad(key, "is no list of texts."))];

    /// <summary>Makes the exception for a key's value.</summary>
    public ModelFormatException Bad(string? key, string reason) => new(_file, key, reason);

    private JsonElement.ArrayEnumerator Items(string key) => Find(key) switch
    {
        { ValueKind: JsonValueKind.Array } value => value.EnumerateArray(),
        null => throw Bad(key, "is missing."),
        _ => throw Bad(key, "is no list."),
    };

    private JsonElement? Find(string key)
        => _values.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace TinyAudioDiffusion.Files;

/// <summary>
/// Reads JSON documents that come from outside: the text is UTF-8, no object has a name twice, and every text is whole. Other readers find
/// such faults late and with exceptions of other types, or take the last of two values. Public, because every package of this library that
/// reads JSON uses it.
/// </summary>
public static class StrictJson
{
    private const int MaxDepth = 64;

    /// <summary>Reads a document whose fields the caller looks up.</summary>
    /// <param name="utf8">The document.</param>
    /// <returns>The outermost value, which needs no disposal.</returns>
    /// <exception cref="JsonException">As <see cref="Require"/>.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        Require(utf8.Span);
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return document.RootElement.Clone();
    }

    /// <summary>Reads a document into an object.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="utf8">The document.</param>
    /// <param name="type">How the type is read.</param>
    /// <returns>The object; null for the document <c>null</c>.</returns>
    /// <exception cref="JsonException">As <see cref="Require"/>, or the document is of another shape.</exception>
    public static T? Deserialize<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
    {
        Require(utf8);
        return JsonSerializer.Deserialize(utf8, type);
    }

    /// <summary>Checks a document.</summary>
    /// <param name="utf8">The document.</param>
    /// <exception cref="JsonException">The document is not valid JSON, or has one of these faults. The path is that of a name that stands
    /// twice, and null for any other fault.</exception>
    public static void Require(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new JsonException("The text is not UTF-8.");
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var around = new Stack<Container>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        CountItem(around);
                        around.Push(new Container(reader.TokenType is JsonTokenType.StartObject));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        around.Pop();
                        break;
                    case JsonTokenType.PropertyName:
                        if (!around.Peek().TryAdd(reader.GetString()!))
                            throw new JsonException(
                                $"The name \"{around.Peek().Name}\" stands in one object twice.", PathOf(around), null, null);
                        break;
                    case JsonTokenType.String:
                        CountItem(around);
                        _ = reader.GetString();
                        break;
                    default:
                        CountItem(around);
                        break;
                }
            }
        }
        catch (InvalidOperationException exception)
        {
            // The reader reports an escape of half a character so.
            throw new JsonException("A text holds half a character (a lone surrogate).", exception);
        }
    }

    private static void CountItem(Stack<Container> around)
    {
        if (around.TryPeek(out var container))
            container.Index++;
    }

    // For instance network.items[2].name.
    private static string PathOf(Stack<Container> around)
        => string.Concat(around.Reverse().Select(container => container.IsObject ? $".{container.Name}" : $"[{container.Index}]"))[1..];

    private sealed class Container(bool isObject)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        public bool IsObject => isObject;

        public string Name { get; private set; } = "";

        public int Index { get; set; } = -1;

        public bool TryAdd(string name) => _names.Add(Name = name);
    }
}

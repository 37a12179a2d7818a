using System.Text.Json;
using System.Text.Unicode;

namespace TinyAudioDiffusion.Files;

/// <summary>
/// Checks JSON documents that come from outside before a deserialiser sees them: the text is UTF-8, no object has a name twice, and every
/// text is whole. Deserialisers find such faults late and with exceptions of other types, or take the last of two values. Public, because
/// every package of this library that reads JSON uses it.
/// </summary>
public static class StrictJson
{
    private const int MaxDepth = 64;

    /// <summary>Checks a document.</summary>
    /// <param name="utf8">The document.</param>
    /// <exception cref="JsonException">The document is not valid JSON, or has one of these faults.</exception>
    public static void Require(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new JsonException("The text is not UTF-8.");
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var names = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject: names.Push(new HashSet<string>(StringComparer.Ordinal)); break;
                    case JsonTokenType.EndObject: names.Pop(); break;
                    case JsonTokenType.PropertyName when reader.GetString()! is var name && !names.Peek().Add(name):
                        throw new JsonException($"The name \"{name}\" stands in one object twice.");
                    case JsonTokenType.String: _ = reader.GetString(); break;
                    default: break;
                }
            }
        }
        catch (InvalidOperationException exception)
        {
            // The reader reports an escape of half a character so.
            throw new JsonException("A text holds half a character (a lone surrogate).", exception);
        }
    }
}

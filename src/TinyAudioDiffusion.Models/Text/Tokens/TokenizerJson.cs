using System.Text.Json;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Text.Tokens;

/// <summary>Reads tokenizer.json: the same vocabulary in the form that Hugging Face's tokenizers write.</summary>
internal static class TokenizerJson
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="ModelFormatException">It is no such file, or holds no unigram model.</exception>
    public static UnigramVocabulary Read(ModelFile file)
    {
        var path = file.DisplayPath;
        try
        {
            var root = StrictJson.Parse(LimitedFile.Read(file, UnigramVocabulary.MostBytes));
            var model = Map(root, "model");
            var type = Text(model, "type") ?? "Unigram";
            if (type != "Unigram")
                throw new ModelFormatException(path, "model.type", $"is \"{type}\", but only \"Unigram\" is read.");
            var special = Items(root, "added_tokens").Select(token => Text(token, "content")).ToHashSet(StringComparer.Ordinal);
            var pieces = new List<UnigramPiece>();
            foreach (var entry in Items(model, "vocab"))
            {
                var pair = entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2 ? entry : throw Bad("vocab");
                if (pair[0].ValueKind != JsonValueKind.String || !pair[1].TryGetSingle(out var score))
                    throw Bad("vocab");
                var text = pair[0].GetString()!;
                pieces.Add(new UnigramPiece(text, score, !special.Contains(text)));
            }

            var unknown = model.TryGetProperty("unk_id", out var id) && id.TryGetInt32(out var number) ? number : throw Bad("unk_id");
            if (unknown >= 0 && unknown < pieces.Count)
                pieces[unknown] = pieces[unknown] with { IsText = false };
            return UnigramVocabulary.Of(path, pieces, unknown, new TextNormalizer(path, Table(root)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new ModelFormatException(path, null, "is not valid JSON of a tokenizer: get the file again.", exception);
        }

        ModelFormatException Bad(string key) => new(path, $"model.{key}", "is not that of a unigram model.");
    }

    // Alone, or one of a sequence.
    private static byte[] Table(JsonElement root)
    {
        if (!root.TryGetProperty("normalizer", out var normalizer) || normalizer.ValueKind != JsonValueKind.Object)
            return [];
        foreach (var step in (JsonElement[])[normalizer, .. Items(normalizer, "normalizers")])
        {
            if (Text(step, "type") == "Precompiled" && Text(step, "precompiled_charsmap") is { } table)
                return Convert.FromBase64String(table);
        }

        return [];
    }

    private static JsonElement Map(JsonElement element, string key)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var found)
            && found.ValueKind == JsonValueKind.Object
            ? found
            : throw new FormatException(key);

    private static JsonElement[] Items(JsonElement element, string key)
        => element.TryGetProperty(key, out var found) && found.ValueKind == JsonValueKind.Array
            ? [.. found.EnumerateArray()]
            : [];

    private static string? Text(JsonElement element, string key)
        => element.TryGetProperty(key, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
}

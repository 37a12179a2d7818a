using System.Buffers.Binary;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace TinyAudioDiffusion.Audio;

/// <summary>
/// The recipe inside a WAV file: a LIST chunk of INFO for people and players, and a chunk "tadr" with JSON for the library. Both follow the
/// samples, where every reader skips what it does not know. Nothing in them depends on the time or the machine.
/// </summary>
internal static class RecipeChunk
{
    private const int LargestSize = 1 << 20;

    private static readonly string _library
        = $"TinyAudioDiffusion {typeof(RecipeChunk).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>The bytes to put after the samples; empty for a sound without a recipe.</summary>
    public static byte[] Write(AudioClip clip)
    {
        if (clip.Recipe is not { } recipe)
            return [];
        using var stream = new MemoryStream();
        using (var info = new MemoryStream())
        {
            info.Write("INFO"u8);
            WriteChunk(info, "ISFT"u8, Text(_library));
            WriteChunk(info, "ICMT"u8, Text($"AI-generated: model {recipe.Model}, seed {recipe.Seed}"));
            if (clip.ModelLicence is { } licence)
                WriteChunk(info, "ICOP"u8, Text(licence));
            WriteChunk(stream, "LIST"u8, info.ToArray());
        }

        var document = new RecipeDocument(RecipeDocument.CurrentFormat, true, _library, clip.ModelLicence, recipe);
        WriteChunk(stream, "tadr"u8, JsonSerializer.SerializeToUtf8Bytes(document, RecipeJson.Default.RecipeDocument));
        return stream.ToArray();
    }

    /// <summary>Reads the recipe of a file; null where there is none.</summary>
    public static GenerationRecipe? Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var chunks = WavChunks.Find(stream, 0, path);
        var position = chunks.DataOffset + chunks.DataSize;
        position += position & 1;
        Span<byte> header = stackalloc byte[8];
        while (position <= stream.Length - header.Length)
        {
            stream.Position = position;
            stream.ReadExactly(header);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header[..4].SequenceEqual("tadr"u8))
                return Parse(stream, size, path);
            position += 8 + size + (size & 1);
        }

        return null;
    }

    private static GenerationRecipe Parse(FileStream stream, long size, string path)
    {
        const string place = "chunk \"tadr\"";
        if (size > LargestSize || size > stream.Length - stream.Position)
            throw new AudioFormatException(path, place, $"a recipe of {size} bytes does not fit; the file is cut or damaged.");
        var bytes = new byte[size];
        stream.ReadExactly(bytes);
        try
        {
            var document = JsonSerializer.Deserialize(bytes, RecipeJson.Default.RecipeDocument);
            if (document is not { Format: RecipeDocument.CurrentFormat, Recipe: { Model: not null, Sampler: not null, Schedule: not null } recipe })
                throw new AudioFormatException(path, place, $"this is no recipe of the layout {RecipeDocument.CurrentFormat}; a newer version of the library may read it.");
            return recipe;
        }
        catch (JsonException exception)
        {
            throw new AudioFormatException(path, place, $"the recipe cannot be read: {exception.Message}", exception);
        }
    }

    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static void WriteChunk(MemoryStream stream, ReadOnlySpan<byte> id, ReadOnlySpan<byte> content)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, content.Length);
        stream.Write(id);
        stream.Write(size);
        stream.Write(content);
        if (content.Length % 2 != 0)
            stream.WriteByte(0); // chunks end at even offsets
    }
}

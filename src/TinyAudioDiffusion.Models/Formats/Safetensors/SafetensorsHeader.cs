using System.Text.Json;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Safetensors;

/// <summary>The JSON header of a safetensors file.</summary>
/// <param name="Tensors">The tensors in the header's order.</param>
/// <param name="Metadata">The file's own remarks.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataKey = "__metadata__";

    /// <summary>The shape of a tensor has as many extents as any framework allows, and then some.</summary>
    private const int MaxDimensions = 64;

    /// <summary>Parses the header without believing it.</summary>
    /// <exception cref="ModelFormatException">The header is not JSON, or not of this shape.</exception>
    public static SafetensorsHeader Parse(string file, ReadOnlySpan<byte> json)
    {
        try
        {
            StrictJson.Require(json);
            var reader = new Utf8JsonReader(json);
            return Read(file, ref reader);
        }
        catch (JsonException exception) when (exception.Path is { } twice)
        {
            throw Bad(file, twice, "stands in the header twice.");
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(file, "header", "is not valid UTF-8 JSON; the file is damaged or of another format.", exception);
        }
    }

    /// <summary>Checks that the tensors lie one behind the other and fill the file, and finds out where.</summary>
    /// <exception cref="ModelFormatException">A hole, an overlap, a tail, or a size that is not the shape's.</exception>
    public Dictionary<string, (WeightEntry Entry, long Offset)> Place(string file, long start, long fileLength)
    {
        var placed = new Dictionary<string, (WeightEntry, long)>(Tensors.Count, StringComparer.Ordinal);
        var end = 0L;
        foreach (var tensor in Tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (tensor.Begin != end)
                throw Bad(file, tensor.Name, $"starts at byte {tensor.Begin} of the data, but {end} was expected: a hole or an overlap.");
            if (tensor.End < tensor.Begin || tensor.End - tensor.Begin != tensor.ByteCount(file))
                throw Bad(file, tensor.Name, $"occupies bytes {tensor.Begin} to {tensor.End}, which is not the size of its shape.");

            placed.Add(tensor.Name, (new WeightEntry(tensor.Name, tensor.ElementType, tensor.Shape), start + end));
            end = tensor.End;
        }

        return end == fileLength - start
            ? placed
            : throw Bad(
                file, null,
                $"has {fileLength - start} bytes of data where its header describes {end}; it is cut or was added to: get it again.");
    }

    private static SafetensorsHeader Read(string file, ref Utf8JsonReader reader)
    {
        var tensors = new List<SafetensorsTensor>();
        IReadOnlyDictionary<string, string> metadata = new Dictionary<string, string>(StringComparer.Ordinal);

        Expect(file, ref reader, JsonTokenType.StartObject, null);
        while (Next(ref reader) is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (name == MetadataKey)
                metadata = ReadMetadata(file, ref reader);
            else
                tensors.Add(ReadTensor(file, name, ref reader));
        }

        return new SafetensorsHeader(tensors, metadata);
    }

    private static Dictionary<string, string> ReadMetadata(string file, ref Utf8JsonReader reader)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(file, ref reader, JsonTokenType.StartObject, MetadataKey);
        while (Next(ref reader) is JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            Expect(file, ref reader, JsonTokenType.String, $"{MetadataKey}.{key}");
            metadata.Add(key, reader.GetString()!);
        }

        return metadata;
    }

    private static SafetensorsTensor ReadTensor(string file, string name, ref Utf8JsonReader reader)
    {
        ElementType? type = null;
        List<long>? shape = null, offsets = null;

        Expect(file, ref reader, JsonTokenType.StartObject, name);
        while (Next(ref reader) is JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            switch (key)
            {
                case "dtype":
                    Expect(file, ref reader, JsonTokenType.String, name);
                    type = SafetensorsTypes.Parse(file, name, reader.GetString()!);
                    break;
                case "shape": shape = ReadNumbers(file, name, ref reader); break;
                case "data_offsets": offsets = ReadNumbers(file, name, ref reader); break;
                default: reader.Skip(); break; // other readers ignore what they do not know, and so do we
            }
        }

        return type is { } elementType && shape is not null && offsets is [var begin, var end]
            ? new SafetensorsTensor(name, elementType, shape, begin, end)
            : throw Bad(file, name, "needs a dtype, a shape and two data_offsets.");
    }

    private static List<long> ReadNumbers(string file, string name, ref Utf8JsonReader reader)
    {
        var numbers = new List<long>();
        Expect(file, ref reader, JsonTokenType.StartArray, name);
        while (Next(ref reader) is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Bad(file, name, "has an extent or offset that is not a whole number from 0 to 2^63 - 1.");
            numbers.Add(number);
            if (numbers.Count > MaxDimensions)
                throw Bad(file, name, $"has more than {MaxDimensions} extents.");
        }

        return numbers;
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader)
        => reader.Read() ? reader.TokenType : throw new JsonException("The header ends early.");

    private static void Expect(string file, ref Utf8JsonReader reader, JsonTokenType type, string? place)
    {
        if (Next(ref reader) != type)
            throw Bad(file, place ?? "header", $"has a {reader.TokenType} where a {type} belongs.");
    }

    private static ModelFormatException Bad(string file, string? place, string reason) => new(file, place, reason);
}

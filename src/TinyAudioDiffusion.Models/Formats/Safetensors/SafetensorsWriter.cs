using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using TinyAudioDiffusion.Files;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Safetensors;

/// <summary>
/// Collects tensors and writes them as one safetensors file: widest elements first, then by name, so that every tensor is aligned.
/// </summary>
/// <remarks>Values are not copied: they are read when the file is written. Not safe for several threads at once.</remarks>
public sealed class SafetensorsWriter
{
    private const int ChunkElements = 1 << 14;

    private readonly Dictionary<string, (WeightEntry Entry, Action<Stream> Write)> _tensors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <summary>Adds a remark about the file to its header.</summary>
    /// <param name="key">The remark's name.</param>
    /// <param name="value">The remark.</param>
    public void AddMetadata(string key, string value) => _metadata.Add(key, value);

    /// <summary>Adds a tensor of floats.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">Its extents, outermost first.</param>
    /// <param name="values">Its values in row-major order.</param>
    /// <param name="type">F32, F16, BF16 or F64; narrowing rounds to the nearest.</param>
    /// <exception cref="ArgumentException">The name is taken, the shape does not fit the values, or the type is no float.</exception>
    public void Add(string name, IReadOnlyList<long> shape, ReadOnlyMemory<float> values, ElementType type = ElementType.F32)
    {
        if (!type.IsFloat())
            throw new ArgumentException($"{type} is not a type of floats.", nameof(type));
        Add(name, shape, values, type, (stream, source) => WriteFloats(stream, source.Span, type));
    }

    /// <summary>Adds a tensor of 64-bit integers.</summary>
    /// <inheritdoc cref="Add(string, IReadOnlyList{long}, ReadOnlyMemory{float}, ElementType)"/>
    public void Add(string name, IReadOnlyList<long> shape, ReadOnlyMemory<long> values)
        => Add(name, shape, values, ElementType.I64, (stream, source) => WriteIntegers(stream, source.Span));

    /// <summary>Adds a tensor of Booleans.</summary>
    /// <inheritdoc cref="Add(string, IReadOnlyList{long}, ReadOnlyMemory{float}, ElementType)"/>
    public void Add(string name, IReadOnlyList<long> shape, ReadOnlyMemory<bool> values)
        => Add(name, shape, values, ElementType.Bool, (stream, source) =>
        {
            foreach (var value in source.Span)
                stream.WriteByte(value ? (byte)1 : (byte)0);
        });

    /// <summary>
    /// Adds every tensor of another file; each is read when it is written, one at a time. Integers and Booleans become I64.
    /// </summary>
    /// <param name="weights">The file, which must stay open until this one is written.</param>
    /// <param name="floats">The type that floats are written in: F32, F16, BF16 or F64.</param>
    /// <param name="prefix">What to put before every name.</param>
    /// <exception cref="ArgumentException">A name is taken, or the type is no float.</exception>
    public void AddAll(IWeightFile weights, ElementType floats = ElementType.F32, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(prefix);
        if (!floats.IsFloat())
            throw new ArgumentException($"{floats} is not a type of floats.", nameof(floats));

        foreach (var entry in weights.Entries)
        {
            if (entry.ElementType.IsInteger())
            {
                Add(entry with { Name = prefix + entry.Name, ElementType = ElementType.I64 }, stream =>
                {
                    var values = new long[entry.ElementCount];
                    weights.Read(entry.Name, values);
                    WriteIntegers(stream, values);
                });
            }
            else
            {
                Add(entry with { Name = prefix + entry.Name, ElementType = floats }, stream => WriteFloats(stream, weights, entry, floats));
            }
        }
    }

    /// <summary>Writes the file to a path; it appears whole or not at all.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the file to a stream.</summary>
    /// <param name="stream">Where to write; stays open.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var ordered = _tensors.Values
            .OrderByDescending(tensor => tensor.Entry.ElementType.Bits())
            .ThenBy(tensor => tensor.Entry.Name, StringComparer.Ordinal)
            .ToArray();

        var header = CreateHeader(ordered.Select(tensor => tensor.Entry));
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, write) in ordered)
            write(stream);
    }

    private void Add<T>(
        string name, IReadOnlyList<long> shape, ReadOnlyMemory<T> values, ElementType type, Action<Stream, ReadOnlyMemory<T>> write)
    {
        var entry = new WeightEntry(name, type, [.. shape]);
        if (entry.ElementCount != values.Length)
            throw new ArgumentException($"{name} has {values.Length} values for a shape of {entry.ShapeText}.", nameof(values));
        Add(entry, stream => write(stream, values));
    }

    private void Add(WeightEntry entry, Action<Stream> write)
    {
        if (entry.Name == "__metadata__" || !_tensors.TryAdd(entry.Name, (entry, write)))
            throw new ArgumentException($"The name \"{entry.Name}\" is taken.");
    }

    private byte[] CreateHeader(IEnumerable<WeightEntry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (_metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in _metadata)
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            var end = 0L;
            foreach (var entry in entries)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", SafetensorsTypes.NameOf(entry.ElementType));
                WriteNumbers(json, "shape", entry.Shape);
                var begin = end;
                end = checked(begin + (entry.ElementCount * entry.ElementType.Bytes()));
                WriteNumbers(json, "data_offsets", [begin, end]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces up to a multiple of eight, so that the data is aligned in the file.
        var padded = new byte[(buffer.WrittenCount + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(padded);
        return padded;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteFloats(Stream stream, IWeightFile weights, WeightEntry entry, ElementType type)
    {
        var count = checked((int)entry.ElementCount);
        var values = ArrayPool<float>.Shared.Rent(count);
        weights.Read(entry.Name, values.AsSpan(0, count));
        WriteFloats(stream, values.AsSpan(0, count), type);
        ArrayPool<float>.Shared.Return(values);
    }

    private static void WriteFloats(Stream stream, ReadOnlySpan<float> values, ElementType type)
    {
        var buffer = new byte[ChunkElements * type.Bytes()];
        for (; values.Length > 0; values = values[Math.Min(ChunkElements, values.Length)..])
        {
            var chunk = values[..Math.Min(ChunkElements, values.Length)];
            var bytes = buffer.AsSpan(0, chunk.Length * type.Bytes());
            Reading.ElementConversion.FromSingles(type, chunk, bytes);
            stream.Write(bytes);
        }
    }

    private static void WriteIntegers(Stream stream, ReadOnlySpan<long> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}

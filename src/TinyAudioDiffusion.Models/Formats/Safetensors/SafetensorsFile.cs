using System.Buffers.Binary;
using TinyAudioDiffusion.Models.Formats.Reading;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Formats.Safetensors;

/// <summary>An open safetensors file, checked whole before anything is read from it: no holes, no overlaps, no tail.</summary>
public sealed class SafetensorsFile : IWeightFile
{
    /// <summary>The format's own limit on the header, in bytes.</summary>
    private const int MaxHeaderBytes = 100_000_000;

    private readonly PositionalReader _reader;
    private readonly Dictionary<string, (WeightEntry Entry, long Offset)> _byName;

    private SafetensorsFile(PositionalReader reader)
    {
        _reader = reader;
        var headerBytes = ReadHeaderLength(reader);
        var header = new byte[headerBytes];
        reader.ReadExactly(sizeof(long), header);

        var content = SafetensorsHeader.Parse(reader.File, header);
        Metadata = content.Metadata;
        _byName = content.Place(reader.File, sizeof(long) + headerBytes, reader.Length);
        Entries = [.. content.Tensors.Select(tensor => _byName[tensor.Name].Entry)];
    }

    /// <inheritdoc/>
    public string DisplayPath => _reader.File;

    /// <inheritdoc/>
    public IReadOnlyList<WeightEntry> Entries { get; }

    /// <summary>Gets the file's own remarks about itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="file">The file; it is held open until the result is disposed.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="ModelFormatException">It is no safetensors file, or a damaged one.</exception>
    public static SafetensorsFile Open(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var reader = new PositionalReader(file);
        try
        {
            return new SafetensorsFile(reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public WeightEntry? Find(string name) => _byName.TryGetValue(name, out var found) ? found.Entry : null;

    /// <inheritdoc/>
    public void Read(string name, Span<float> destination) => Range(name, destination.Length).Read(destination);

    /// <inheritdoc/>
    public void Read(string name, Span<long> destination) => Range(name, destination.Length).Read(destination);

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private ElementRange Range(string name, int length)
    {
        var entry = this.Get(name);
        if (entry.ElementCount != length)
            throw new ArgumentException($"{name} has {entry.ElementCount} elements, the destination {length}.");
        return new ElementRange(_reader, name, _byName[name].Offset, entry.ElementType);
    }

    private static int ReadHeaderLength(PositionalReader reader)
    {
        var start = reader.ReadStart(ForeignFile.BytesNeeded);
        var length = start.Length < sizeof(ulong) ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length is >= 2 and <= MaxHeaderBytes && (long)length <= reader.Length - sizeof(ulong))
            return (int)length;

        var reason = ForeignFile.Describe(start)
            ?? (length > MaxHeaderBytes
                ? $"says that its header has {length} bytes, more than a safetensors file may have; it is damaged or of another format."
                : $"is too short for its header of {length} bytes; it is cut or of another format: get it again.");
        throw new ModelFormatException(reader.File, null, reason);
    }
}

using System.Buffers.Binary;
using System.Text;
using TinyAudioDiffusion.Models.Formats.Reading;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Zip;

/// <summary>
/// The central directory of an archive as PyTorch writes it: every entry stored, sizes and checksums only here. Whatever two zip readers
/// could see differently is refused: duplicate names, overlapping entries, a local header with another name, something in front.
/// </summary>
internal sealed class ZipDirectory
{
    private const int MaxEntries = 100_000;
    private const int MaxDirectoryBytes = 32 << 20;
    private const int EntryBytes = 46;
    private const int LocalBytes = 30;
    private const uint EntrySignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;

    private readonly PositionalReader _reader;
    private readonly Dictionary<string, ZipEntry> _byName;

    private ZipDirectory(PositionalReader reader, List<ZipEntry> entries)
    {
        _reader = reader;
        _byName = new(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!_byName.TryAdd(entry.Name, entry))
                throw Bad(reader, entry.Name, "stands in the archive twice, so that different readers see different files.");
        }

        Entries = entries;
    }

    /// <summary>Gets the entries in the directory's order.</summary>
    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>Reads and checks the directory.</summary>
    /// <exception cref="ModelFormatException">It is damaged, or of a kind that PyTorch does not write.</exception>
    public static ZipDirectory Read(PositionalReader reader)
    {
        var end = ZipEnd.Find(reader);
        if (end.Count is <= 0 or > MaxEntries || end.DirectorySize > MaxDirectoryBytes || end.DirectorySize / EntryBytes < end.Count)
            throw Bad(
                reader, null,
                $"says that it has {end.Count} entries in a directory of {end.DirectorySize} bytes, which no checkpoint has.");

        var directory = new byte[end.DirectorySize];
        reader.ReadExactly(end.DirectoryOffset, directory);
        var entries = new List<ZipEntry>();
        var at = 0;
        for (var i = 0; i < end.Count; i++)
            entries.Add(ReadEntry(reader, directory, ref at, end.DirectoryOffset));
        if (at != directory.Length)
            throw Bad(reader, null, "has something behind the last entry of its directory; it is damaged.");
        return new ZipDirectory(reader, WithEnds(reader, entries, end.DirectoryOffset));
    }

    public ZipEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Finds out where an entry's content starts; only its local header knows.</summary>
    /// <exception cref="ModelFormatException">The local header contradicts the directory.</exception>
    public long LocateContent(ZipEntry entry)
    {
        Span<byte> header = stackalloc byte[LocalBytes];
        if (entry.HeaderOffset + LocalBytes > entry.End)
            throw Bad(_reader, entry.Name, "has no room for its header; the archive is damaged.");
        _reader.ReadExactly(entry.HeaderOffset, header);

        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var start = entry.HeaderOffset + LocalBytes + nameLength + extraLength;
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature || start + entry.Size > entry.End)
            throw Bad(_reader, entry.Name, "overlaps its neighbour or has no header where the directory says; the archive is damaged.");
        CheckFlags(
            _reader, entry.Name, BinaryPrimitives.ReadUInt16LittleEndian(header[6..]),
            BinaryPrimitives.ReadUInt16LittleEndian(header[8..]));

        var name = new byte[nameLength];
        _reader.ReadExactly(entry.HeaderOffset + LocalBytes, name);
        return name.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(entry.Name))
            ? start
            : throw Bad(_reader, entry.Name, "has another name in its own header; the archive was tampered with.");
    }

    /// <summary>Reads a small entry whole and verifies its checksum.</summary>
    /// <exception cref="ModelFormatException">It is bigger than <paramref name="maxBytes"/>, or damaged.</exception>
    public byte[] ReadWhole(ZipEntry entry, int maxBytes, bool allowChecksumMismatch)
    {
        if (entry.Size > maxBytes)
            throw Bad(_reader, entry.Name, $"has {entry.Size} bytes, more than the {maxBytes} that are allowed.");
        var start = LocateContent(entry);
        var content = new byte[entry.Size];
        _reader.ReadExactly(start, content);
        if (!allowChecksumMismatch && Crc32.Of(content) != entry.Checksum)
            throw ChecksumMismatch(entry);
        return content;
    }

    public ModelFormatException ChecksumMismatch(ZipEntry entry)
        => Bad(_reader, entry.Name,
            "does not have the checksum that the archive gives; it is damaged: download it again, or allow the mismatch if "
                + "you trust the file.");

    private static ZipEntry ReadEntry(PositionalReader reader, ReadOnlySpan<byte> directory, ref int at, long directoryOffset)
    {
        var header = directory[at..];
        if (header.Length < EntryBytes || BinaryPrimitives.ReadUInt32LittleEndian(header) != EntrySignature)
            throw Bad(reader, null, "has a damaged directory.");
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        int commentLength = BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        var length = EntryBytes + nameLength + extraLength + commentLength;
        if (header.Length < length)
            throw Bad(reader, null, "has a damaged directory.");
        at += length;

        var name = ReadName(reader, header.Slice(EntryBytes, nameLength));
        CheckFlags(
            reader, name, BinaryPrimitives.ReadUInt16LittleEndian(header[8..]), BinaryPrimitives.ReadUInt16LittleEndian(header[10..]));
        var (size, stored, offset) = Zip64Fields.Read(reader.File, name, header, header.Slice(EntryBytes + nameLength, extraLength));
        if (size != stored || size < 0 || offset < 0 || size > directoryOffset || offset > directoryOffset - size)
            throw Bad(reader, name, $"says that it has {size} bytes at offset {offset}, which is not within the file.");
        return new ZipEntry(name, offset, size, BinaryPrimitives.ReadUInt32LittleEndian(header[16..]), directoryOffset);
    }

    private static string ReadName(PositionalReader reader, ReadOnlySpan<byte> bytes)
    {
        string name;
        try
        {
            name = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ModelFormatException(reader.File, "zip directory", "has an entry whose name is not UTF-8.", exception);
        }

        var unsafeName = name.Length == 0 || name[0] == '/' || name.Contains('\\') || name.Contains('\0')
            || name.Split('/').Contains("..", StringComparer.Ordinal);
        return unsafeName ? throw Bad(reader, name, "has a name that leads out of the archive; no checkpoint has one.") : name;
    }

    private static void CheckFlags(PositionalReader reader, string name, int flags, int method)
    {
        const int encrypted = 1 << 0, patched = 1 << 5, stronglyEncrypted = 1 << 6, masked = 1 << 13;
        if ((flags & (encrypted | patched | stronglyEncrypted | masked)) != 0)
            throw Bad(reader, name, "is encrypted or patched, which no checkpoint is.");
        if (method != 0)
            throw Bad(reader, name, "is compressed, which PyTorch never does; the archive was packed again: get the original file.");
    }

    private static List<ZipEntry> WithEnds(PositionalReader reader, List<ZipEntry> entries, long directoryOffset)
    {
        var end = directoryOffset;
        var ends = new Dictionary<ZipEntry, long>(entries.Count, ReferenceEqualityComparer.Instance);
        foreach (var entry in entries.OrderByDescending(entry => entry.HeaderOffset))
        {
            if (entry.HeaderOffset + LocalBytes + entry.Size > end)
                throw Bad(reader, entry.Name, "overlaps another entry; the archive is damaged or was tampered with.");
            ends.Add(entry, end);
            end = entry.HeaderOffset;
        }

        return end == 0
            ? entries.ConvertAll(entry => entry with { End = ends[entry] })
            : throw Bad(reader, null, "has something in front of its first entry, which no checkpoint has.");
    }

    private static ModelFormatException Bad(PositionalReader reader, string? place, string reason)
        => new(reader.File, place ?? "zip directory", reason);
}

using System.Buffers.Binary;
using TinyAudioDiffusion.Models.Formats.Reading;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Zip;

/// <summary>The end records of an archive: where its central directory is.</summary>
/// <param name="Count">The number of entries.</param>
/// <param name="DirectoryOffset">Where the directory starts.</param>
/// <param name="DirectorySize">Its size in bytes.</param>
internal readonly record struct ZipEnd(long Count, long DirectoryOffset, long DirectorySize)
{
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const uint EndSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint End64Signature = 0x06064B50;

    /// <summary>Finds the end records and checks that they agree with each other and with the file.</summary>
    /// <exception cref="ModelFormatException">There are none, or they contradict the file.</exception>
    public static ZipEnd Find(PositionalReader reader)
    {
        var (position, record) = FindEnd(reader);
        CheckDisks(reader, record);
        var small = new ZipEnd(
            BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(10)),
            BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(16)),
            BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(12)));
        var (end, directoryEnd) = FindEnd64(reader, position, small) is { } big ? big : (small, position);

        // An archive with something in front of it, or with a second directory, means different things to different readers.
        if (end.DirectoryOffset < 0 || end.DirectorySize < 0 || end.DirectorySize > directoryEnd
            || end.DirectoryOffset != directoryEnd - end.DirectorySize)
            throw Corrupt(
                reader, "does not have its directory where its end record says; it is damaged, or something was put in front of it.");
        return end;
    }

    private static (long Position, byte[] Record) FindEnd(PositionalReader reader)
    {
        if (reader.Length < EndBytes)
            throw Truncated(reader);

        // Nearly always the record is the last thing in the file; a comment behind it may have up to 65,535 bytes.
        foreach (var tailBytes in (ReadOnlySpan<int>)[EndBytes, EndBytes + ushort.MaxValue])
        {
            var tail = new byte[Math.Min(tailBytes, reader.Length)];
            reader.ReadExactly(reader.Length - tail.Length, tail);
            for (var at = tail.Length - EndBytes; at >= 0; at--)
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == EndSignature
                    && BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20)) == tail.Length - at - EndBytes)
                    return (reader.Length - tail.Length + at, tail[at..(at + EndBytes)]);
            }
        }

        throw Truncated(reader);
    }

    private static void CheckDisks(PositionalReader reader, ReadOnlySpan<byte> record)
    {
        // 0xFFFF stands for "see the 64-bit record", also in the disk numbers.
        var isWhole = BinaryPrimitives.ReadUInt16LittleEndian(record[4..]) is 0 or ushort.MaxValue
            && BinaryPrimitives.ReadUInt16LittleEndian(record[6..]) is 0 or ushort.MaxValue
            && record[8..10].SequenceEqual(record[10..12]);
        if (!isWhole)
            throw Corrupt(reader, "is one part of a zip archive in several parts, which no checkpoint is.");
    }

    private static (ZipEnd End, long Position)? FindEnd64(PositionalReader reader, long endPosition, ZipEnd small)
    {
        Span<byte> locator = stackalloc byte[LocatorBytes];
        if (endPosition >= LocatorBytes)
            reader.ReadExactly(endPosition - LocatorBytes, locator);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LocatorSignature)
            return null;

        var position = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        var locatorPosition = endPosition - LocatorBytes;
        if (position < 0 || position > locatorPosition - End64Bytes)
            throw Corrupt(reader, "has a 64-bit end record that points outside; it is damaged.");

        Span<byte> record = stackalloc byte[End64Bytes];
        reader.ReadExactly(position, record);
        var end = new ZipEnd(
            BinaryPrimitives.ReadInt64LittleEndian(record[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(record[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(record[40..]));

        var agrees = BinaryPrimitives.ReadUInt32LittleEndian(record) == End64Signature
            && BinaryPrimitives.ReadInt64LittleEndian(record[4..]) == locatorPosition - position - 12
            && BinaryPrimitives.ReadInt64LittleEndian(record[24..]) == end.Count
            && (small.Count == ushort.MaxValue || small.Count == end.Count)
            && (small.DirectoryOffset == uint.MaxValue || small.DirectoryOffset == end.DirectoryOffset)
            && (small.DirectorySize == uint.MaxValue || small.DirectorySize == end.DirectorySize);
        return agrees ? (end, position)
            : throw Corrupt(reader, "has two end records that contradict each other; it is damaged or was tampered with.");
    }

    private static ModelFormatException Truncated(PositionalReader reader)
        => Corrupt(reader, "starts like a checkpoint but its directory is missing; it is cut: download it again.");

    private static ModelFormatException Corrupt(PositionalReader reader, string reason) => new(reader.File, "zip directory", reason);
}

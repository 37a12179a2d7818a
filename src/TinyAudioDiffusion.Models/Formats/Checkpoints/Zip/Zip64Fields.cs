using System.Buffers.Binary;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Zip;

/// <summary>The sizes and the offset of a directory entry, which move to an extra field where 32 bits do not hold them.</summary>
internal static class Zip64Fields
{
    private const ushort Zip64Id = 1;

    public static (long Size, long Stored, long Offset) Read(string file, string name, ReadOnlySpan<byte> header, ReadOnlySpan<byte> extra)
    {
        long stored = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);

        var field = Find(extra);
        if (size == uint.MaxValue)
            size = Take(file, name, ref field);
        if (stored == uint.MaxValue)
            stored = Take(file, name, ref field);
        if (offset == uint.MaxValue)
            offset = Take(file, name, ref field);
        return (size, stored, offset);
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (extra.Length - 4 < length)
                break;
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Zip64Id)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }

        return [];
    }

    private static long Take(string file, string name, ref ReadOnlySpan<byte> field)
    {
        if (field.Length < sizeof(long))
            throw new ModelFormatException(file, name, "lacks the 64-bit size or offset that its entry refers to; the archive is damaged.");
        var value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[sizeof(long)..];
        return value;
    }
}

using System.Buffers.Binary;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>Finds the whole pages of an Ogg file. What is damaged, and what is no page, is left out.</summary>
internal static class OggPages
{
    private const int ChecksumPlace = 22;
    private const int MostBytes = OggPage.HeaderSize + 255 + (255 * 255);
    private const int MostGaps = 100;

    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(value => Shifted((uint)value << 24))];

    /// <summary>Reads pages one by one, up to a hundred gaps: then it is no file worth the search.</summary>
    /// <param name="file">The file; it may be read elsewhere meanwhile.</param>
    /// <param name="start">Where to begin.</param>
    public static IEnumerable<OggPage> Read(Stream file, long start)
    {
        var buffer = new byte[MostBytes];
        var gaps = 0;
        for (var place = start; gaps < MostGaps;)
        {
            var count = Fill(place, OggPage.HeaderSize + byte.MaxValue);
            if (AnnouncedSize(buffer.AsSpan(0, count)) is var announced && announced > count)
                count = Fill(place, announced);
            if (SizeOf(buffer.AsSpan(0, count)) is var size and > 0)
            {
                place += size;
                yield return new OggPage(buffer[..size]);
                continue;
            }

            gaps++;
            count = Fill(place, buffer.Length);
            if (count <= 1)
                yield break;
            var next = buffer.AsSpan(1, count - 1).IndexOf("OggS"u8);
            place += next >= 0 ? next + 1 : Math.Max(1, count - 3);
        }

        int Fill(long position, int bytes)
        {
            file.Position = position;
            return file.ReadAtLeast(buffer.AsSpan(0, bytes), bytes, throwOnEndOfStream: false);
        }
    }

    // 0 where the bytes do not begin with a whole page.
    private static int SizeOf(ReadOnlySpan<byte> bytes)
        => AnnouncedSize(bytes) is var size and > 0 && size <= bytes.Length
            && Checksum(bytes[..size]) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumPlace..]) ? size : 0;

    // 0 where the bytes do not begin as a page does.
    private static int AnnouncedSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < OggPage.HeaderSize || !bytes.StartsWith("OggS"u8) || bytes.Length < OggPage.HeaderSize + bytes[OggPage.HeaderSize - 1])
            return 0;
        var size = OggPage.HeaderSize + bytes[OggPage.HeaderSize - 1];
        foreach (var length in bytes[OggPage.HeaderSize..size])
            size += length;
        return size;
    }

    // Over the page with zeros for the checksum.
    private static uint Checksum(ReadOnlySpan<byte> page)
    {
        var sum = 0u;
        for (var i = 0; i < page.Length; i++)
        {
            var value = i is >= ChecksumPlace and < ChecksumPlace + sizeof(uint) ? (byte)0 : page[i];
            sum = (sum << 8) ^ _table[(sum >> 24) ^ value];
        }

        return sum;
    }

    private static uint Shifted(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value << 1) ^ ((value >> 31) * 0x04C11DB7);
        return value;
    }
}

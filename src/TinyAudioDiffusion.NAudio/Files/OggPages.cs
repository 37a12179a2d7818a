using System.Buffers.Binary;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>
/// The pages of an Ogg file. The decoder may look for the next page for ever where one is damaged, so it gets whole pages only.
/// </summary>
internal static class OggPages
{
    private const int HeaderSize = 27;
    private const int ChecksumPlace = 22;
    private const int MostBytes = HeaderSize + 255 + (255 * 255);
    private const int MostGaps = 100;

    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(value => Shifted((uint)value << 24))];

    /// <summary>Gives the file from its place on where all pages are whole, and else a copy of those that are.</summary>
    /// <exception cref="InvalidDataException">There is no whole page.</exception>
    public static Stream WholeOnes(Stream file)
    {
        var start = file.Position;
        var pages = Find(file);
        if (pages is [var (first, length)] && first == start && first + length == file.Length)
        {
            file.Position = start;
            return file;
        }

        if (pages.Count == 0)
            throw new InvalidDataException("no page of it is whole");
        var whole = new MemoryStream();
        foreach (var (place, size) in pages)
        {
            file.Position = place;
            var bytes = new byte[size];
            file.ReadExactly(bytes);
            whole.Write(bytes);
        }

        whole.Position = 0;
        return whole;
    }

    // The stretches of pages that follow each other, up to a hundred gaps: then it is no file worth the search.
    private static List<(long Place, long Size)> Find(Stream file)
    {
        var stretches = new List<(long Place, long Size)>();
        var buffer = new byte[MostBytes];
        var gaps = 0;
        for (var place = file.Position; gaps < MostGaps;)
        {
            var page = Read(place, HeaderSize + byte.MaxValue);
            if (AnnouncedSize(page) is var announced && announced > page.Length)
                page = Read(place, announced);
            if (SizeOf(page) is var size and > 0)
            {
                if (stretches is [.., var (begin, sum)] && begin + sum == place)
                    stretches[^1] = (begin, sum + size);
                else
                    stretches.Add((place, size));
                place += size;
                continue;
            }

            gaps++;
            var rest = Read(place, buffer.Length);
            if (rest.Length <= 1)
                break;
            var next = rest[1..].IndexOf("OggS"u8);
            place += next >= 0 ? next + 1 : Math.Max(1, rest.Length - 3);
        }

        return stretches;

        Span<byte> Read(long position, int count)
        {
            file.Position = position;
            return buffer.AsSpan(0, file.ReadAtLeast(buffer.AsSpan(0, count), count, throwOnEndOfStream: false));
        }
    }

    // 0 where the bytes do not begin with a whole page.
    private static int SizeOf(ReadOnlySpan<byte> bytes)
        => AnnouncedSize(bytes) is var size and > 0 && size <= bytes.Length
            && Checksum(bytes[..size]) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumPlace..]) ? size : 0;

    // 0 where the bytes do not begin as a page does.
    private static int AnnouncedSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize || !bytes.StartsWith("OggS"u8) || bytes.Length < HeaderSize + bytes[HeaderSize - 1])
            return 0;
        var size = HeaderSize + bytes[HeaderSize - 1];
        foreach (var length in bytes[HeaderSize..size])
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

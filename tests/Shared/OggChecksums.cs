using System.Buffers.Binary;

namespace TinyAudioDiffusion.Tests;

/// <summary>The pages of an Ogg file. Each has a checksum, which stops nearly every mutation at the door.</summary>
internal static class OggChecksums
{
    private const int HeaderSize = 27;
    private const int ChecksumPlace = 22;
    private const uint Polynomial = 0x04C11DB7;

    /// <summary>Gives every page that can be found the checksum of its content, so that readers look behind it.</summary>
    public static byte[] MakeRight(byte[] file)
    {
        var bytes = file.ToArray();
        for (var start = 0; (start = NextPage(bytes, start)) >= 0;)
        {
            var segments = bytes[start + HeaderSize - 1];
            var table = bytes.AsSpan(start + HeaderSize, Math.Min(segments, bytes.Length - start - HeaderSize));
            var size = HeaderSize + table.Length;
            foreach (var length in table)
                size += length;
            var page = bytes.AsSpan(start, Math.Min(size, bytes.Length - start));
            page.Slice(ChecksumPlace, sizeof(uint)).Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(page[ChecksumPlace..], Checksum(page));
            start += page.Length;
        }

        return bytes;
    }

    private static int NextPage(byte[] bytes, int start)
    {
        var found = bytes.AsSpan(start).IndexOf("OggS"u8);
        return found < 0 || start + found + HeaderSize > bytes.Length ? -1 : start + found;
    }

    private static uint Checksum(ReadOnlySpan<byte> page)
    {
        var sum = 0u;
        foreach (var value in page)
        {
            sum ^= (uint)value << 24;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum << 1) ^ ((sum >> 31) * Polynomial);
        }

        return sum;
    }
}

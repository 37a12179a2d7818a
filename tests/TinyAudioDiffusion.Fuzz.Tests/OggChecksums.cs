using System.Buffers.Binary;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>Writes the right checksums into pages of an Ogg stream, so that mutated pages reach the decoder (RFC 3533).</summary>
internal static class OggChecksums
{
    private const int HeaderBytes = 27;
    private const int ChecksumAt = 22;
    private const uint Polynomial = 0x04C11DB7;

    public static void Mend(Span<byte> stream)
    {
        for (int at; (at = stream.IndexOf("OggS"u8)) >= 0 && stream.Length - at >= HeaderBytes;)
        {
            var page = stream[at..];
            var segments = page[HeaderBytes - 1];
            var length = HeaderBytes + segments;
            for (var i = HeaderBytes; i < HeaderBytes + segments && i < page.Length; i++)
                length += page[i];
            page = page[..Math.Min(length, page.Length)];
            page.Slice(ChecksumAt, sizeof(uint)).Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(page[ChecksumAt..], Checksum(page));
            stream = stream[(at + page.Length)..];
        }
    }

    private static uint Checksum(ReadOnlySpan<byte> page)
    {
        var checksum = 0u;
        foreach (var value in page)
        {
            checksum ^= (uint)value << 24;
            for (var bit = 0; bit < 8; bit++)
                checksum = (checksum << 1) ^ ((checksum & 0x80000000) != 0 ? Polynomial : 0);
        }

        return checksum;
    }
}

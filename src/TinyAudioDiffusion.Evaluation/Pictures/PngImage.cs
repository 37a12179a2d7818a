using System.Buffers.Binary;
using System.IO.Compression;

namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>Writes small pictures of at most 256 colours as PNG (ISO/IEC 15948).</summary>
internal static class PngImage
{
    private static readonly byte[] _signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Encodes a picture.</summary>
    /// <param name="pixels">Indices into the palette, [height, width], the top row first.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="palette">Red, green and blue of each colour, 3 bytes each.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, ReadOnlySpan<byte> palette)
    {
        using var png = new MemoryStream();
        png.Write(_signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], pixels.Length / width);
        header[8] = 8; // bits a pixel
        header[9] = 3; // indices into a palette
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "PLTE"u8, palette);
        WriteChunk(png, "IDAT"u8, Deflate(pixels, width));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // Every row begins with the number of its filter: 0, none.
    private static byte[] Deflate(ReadOnlySpan<byte> pixels, int width)
    {
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var start = 0; start < pixels.Length; start += width)
            {
                deflate.WriteByte(0);
                deflate.Write(pixels.Slice(start, width));
            }
        }

        return data.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, type), data));
        png.Write(number);
    }

    private static uint Checksum(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return crc;
    }
}

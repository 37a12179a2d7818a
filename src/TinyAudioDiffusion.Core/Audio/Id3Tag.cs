namespace TinyAudioDiffusion.Audio;

/// <summary>ID3v2 tags, which players put before sounds of any kind.</summary>
internal static class Id3Tag
{
    private const int HeaderSize = 10;
    private const int MostTags = 8;

    /// <summary>
    /// Moves a stream past the tags at its position; leaves it where it is where there are none, or where a tag would end beyond the file.
    /// </summary>
    public static void Skip(Stream stream)
    {
        for (var i = 0; i < MostTags; i++)
        {
            var header = FileStart.Read(stream, HeaderSize);
            if (!Begins(header))
                return;
            // Seven bits a byte; the footer is not counted.
            var size = (header[6] << 21) | (header[7] << 14) | (header[8] << 7) | header[9];
            var end = stream.Position + HeaderSize + size + ((header[5] & 0x10) != 0 ? HeaderSize : 0);
            if (end >= stream.Length)
                return;
            stream.Position = end;
        }
    }

    /// <summary>Tells whether bytes are the header of a tag.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes)
        => bytes.Length >= HeaderSize && bytes.StartsWith("ID3"u8) && (bytes[6] | bytes[7] | bytes[8] | bytes[9]) < 128;
}

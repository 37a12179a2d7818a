namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>The checked header of a frame.</summary>
/// <param name="BlockSize">The number of samples of each channel, 1 to 65535 (65536 in the last frame's code).</param>
/// <param name="Channels">How the channels are stored.</param>
internal readonly record struct FlacFrameHeader(int BlockSize, FlacChannels Channels)
{
    /// <summary>The largest number of bytes that a header has, with its checksum.</summary>
    public const int LargestSize = 16;

    private const int FirstReservedAssignment = 11;

    /// <summary>Reads a header from the first bytes of a frame.</summary>
    /// <param name="bytes">The bytes: <see cref="LargestSize"/> of them, or what is left of the file.</param>
    /// <param name="info">The form of the stream, which a frame repeats.</param>
    /// <param name="size">The number of bytes of the header.</param>
    /// <returns>The header, or why there is none; neither where the file ends within it.</returns>
    public static (FlacFrameHeader? Header, string? Problem) Parse(ReadOnlySpan<byte> bytes, FlacStreamInfo info, out int size)
    {
        size = 0;
        if (bytes.Length < 2)
            return (null, null);
        if (!Begins(bytes))
            return (null, "no frame begins here");
        if (bytes.Length < 6)
            return (null, null);
        var (blockCode, rateCode) = (bytes[2] >> 4, bytes[2] & 15);
        var (assignment, bitsCode) = (bytes[3] >> 4, (bytes[3] >> 1) & 7);
        var numberSize = NumberSize(bytes[4]);
        if (blockCode == 0 || rateCode == 15 || assignment >= FirstReservedAssignment || (bytes[3] & 1) != 0 || numberSize == 0)
            return (null, "the header has a value that means nothing");
        var blockBytes = blockCode switch { 6 => 1, 7 => 2, _ => 0 };
        var rateBytes = rateCode switch { 12 => 1, 13 or 14 => 2, _ => 0 };
        var checksum = 4 + numberSize + blockBytes + rateBytes;
        if (bytes.Length <= checksum)
            return (null, null);
        if (FlacCrc.Crc8(bytes[..checksum]) != bytes[checksum])
            return (null, "the checksum of the header does not fit");
        size = checksum + 1;

        var rest = bytes[(4 + numberSize)..];
        var blockSize = blockCode switch
        {
            1 => 192,
            <= 5 => 576 << (blockCode - 2),
            6 => rest[0] + 1,
            7 => ((rest[0] << 8) | rest[1]) + 1,
            _ => 256 << (blockCode - 8),
        };
        var channels = assignment < 8 ? assignment + 1 : 2;
        var bits = bitsCode switch { 0 => info.Bits, 1 => 8, 2 => 12, 4 => 16, 5 => 20, 6 => 24, 7 => 32, _ => 0 };
        var rate = RateOf(rateCode, rest[blockBytes..], info);
        if (channels != info.Channels || bits != info.Bits || rate != info.SampleRate)
            return (null, "the frame has other channels, another depth or another sample rate than the file");
        return (new FlacFrameHeader(blockSize, assignment < 8 ? FlacChannels.Independent : (FlacChannels)(assignment - 7)), null);
    }

    /// <summary>Tells whether bytes begin as a frame does: fourteen bits of synchronisation and a zero.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.Length >= 2 && bytes[0] == 0xFF && (bytes[1] & 0xFE) == 0xF8;

    private static int RateOf(int code, ReadOnlySpan<byte> bytes, FlacStreamInfo info) => code switch
    {
        0 => info.SampleRate,
        1 => 88200,
        2 => 176400,
        3 => 192000,
        4 => 8000,
        5 => 16000,
        6 => 22050,
        7 => 24000,
        8 => 32000,
        9 => 44100,
        10 => 48000,
        11 => 96000,
        12 => bytes[0] * 1000,
        13 => (bytes[0] << 8) | bytes[1],
        _ => ((bytes[0] << 8) | bytes[1]) * 10,
    };

    // The number of the frame or of its first sample, in the manner of UTF-8: up to seven bytes. Files that were cut out of longer ones
    // begin anywhere.
    private static int NumberSize(byte first) => first switch
    {
        < 0x80 => 1,
        >= 0xC0 and < 0xE0 => 2,
        < 0xC0 => 0,
        < 0xF0 => 3,
        < 0xF8 => 4,
        < 0xFC => 5,
        < 0xFE => 6,
        0xFE => 7,
        _ => 0,
    };
}

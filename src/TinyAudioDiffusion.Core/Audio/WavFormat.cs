using System.Buffers.Binary;

namespace TinyAudioDiffusion.Audio;

/// <summary>The checked contents of a WAV file's "fmt " chunk.</summary>
internal readonly record struct WavFormat(bool IsFloat, int Channels, int SampleRate, int BytesPerSample)
{
    /// <summary>The largest part of the chunk that is looked at: WAVE_FORMAT_EXTENSIBLE.</summary>
    public const int LargestSize = 40;

    private const int PcmTag = 1;
    private const int FloatTag = 3;
    private const int ExtensibleTag = 0xFFFE;

    // A sub-format is a format tag in two bytes followed by these fourteen (KSDATAFORMAT_SUBTYPE_WAVEFORMATEX).
    private static ReadOnlySpan<byte> SubFormatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    public int BytesPerFrame => Channels * BytesPerSample;

    public static WavFormat Parse(ReadOnlySpan<byte> chunk, string file)
    {
        if (chunk.Length < 16)
            throw Bad(file, $"the chunk has {chunk.Length} bytes, at least 16 are needed");

        var tag = (int)BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var sampleRate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == ExtensibleTag)
        {
            if (chunk.Length < LargestSize || !chunk[26..40].SequenceEqual(SubFormatTail))
                throw Bad(file, "the extended format names no sub-format that is known");
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if (channels == 0)
            throw Bad(file, "there are no channels");
        if (sampleRate is 0 or > int.MaxValue)
            throw Bad(file, $"a sample rate of {sampleRate} Hz is not possible");
        if ((tag, bits) is not ((PcmTag, 8 or 16 or 24 or 32) or (FloatTag, 32 or 64)))
            throw Bad(file, $"samples of format {tag} with {bits} bits are not supported; convert the file to PCM of 8, 16, 24 or 32 bits or to float of 32 or 64 bits");
        if (blockAlign != channels * (bits / 8))
            throw Bad(file, $"{blockAlign} bytes a frame do not fit {channels} channels of {bits} bits");

        return new WavFormat(tag == FloatTag, channels, (int)sampleRate, bits / 8);
    }

    private static AudioFormatException Bad(string file, string reason) => new(file, "chunk \"fmt \"", reason + ".");
}

using System.Buffers.Binary;
using TinyAudioDiffusion.Audio.Samples;

namespace TinyAudioDiffusion.Audio.Wav;

/// <summary>The checked contents of a WAV file's chunk "fmt ".</summary>
/// <param name="Layout">The stored form of a sample.</param>
/// <param name="Channels">The number of channels, at least 1.</param>
/// <param name="SampleRate">The sample rate in Hz, at least 1.</param>
/// <param name="Warning">What contradicts itself in the chunk; null for nothing.</param>
internal readonly record struct WavFormatChunk(SampleLayout Layout, int Channels, int SampleRate, string? Warning)
{
    private const int LargestSize = 40; // the part of WAVE_FORMAT_EXTENSIBLE that tells anything

    private const int PcmTag = 1;
    private const int FloatTag = 3;
    private const int ALawTag = 6;
    private const int MuLawTag = 7;
    private const int ExtensibleTag = 0xFFFE;

    // A sub-format is a format tag in two bytes and fourteen more: those of KSDATAFORMAT_SUBTYPE_WAVEFORMATEX, or those of ambisonic files.
    private static ReadOnlySpan<byte> SubFormatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    private static ReadOnlySpan<byte> AmbisonicTail => [0, 0, 0x21, 0x07, 0xD3, 0x11, 0x86, 0x44, 0xC8, 0xC1, 0xCA, 0, 0, 0];

    public int BytesPerFrame => Channels * Layout.Bytes;

    public static WavFormatChunk Read(Stream stream, long size, string file)
    {
        Span<byte> chunk = stackalloc byte[LargestSize];
        chunk = chunk[..(int)Math.Min(size, LargestSize)];
        return Parse(chunk[..stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false)], file);
    }

    private static WavFormatChunk Parse(ReadOnlySpan<byte> chunk, string file)
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
            if (chunk.Length < LargestSize || !(chunk[26..40].SequenceEqual(SubFormatTail) || chunk[26..40].SequenceEqual(AmbisonicTail)))
                throw Bad(file, "the extended format names no sub-format that is known");
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if (channels == 0)
            throw Bad(file, "there are no channels");
        if (sampleRate is 0 or > int.MaxValue)
            throw Bad(file, $"a sample rate of {sampleRate} Hz is not possible");
        if (LayoutOf(tag, bits, blockAlign == channels * 4) is not { } layout)
        {
            throw Bad(
                file,
                $"samples of format {tag} with {bits} bits are not supported; "
                + "convert the file to PCM of 8, 16, 24 or 32 bits or to float of 32 or 64 bits");
        }

        var format = new WavFormatChunk(layout, channels, (int)sampleRate, null);
        return blockAlign == 0 || blockAlign == format.BytesPerFrame ? format : format with
        {
            Warning = $"it says that a frame has {blockAlign} bytes, which does not fit {channels} channels of {bits} bits; "
                + $"{format.BytesPerFrame} bytes are taken for a frame",
        };
    }

    // The block alignment decides one thing only: whether 17 to 24 bits lie in three bytes or in four. In everything else channels and bits
    // say it all.
    private static SampleLayout? LayoutOf(int tag, int bits, bool inFourBytes) => (tag, bits) switch
    {
        (PcmTag, >= 1 and <= 8) => new SampleLayout(SampleKind.Unsigned, 1),
        (PcmTag, >= 17 and <= 24) when inFourBytes => new SampleLayout(SampleKind.Signed, 4),
        (PcmTag, >= 9 and <= 32) => new SampleLayout(SampleKind.Signed, (bits + 7) / 8),
        (FloatTag, 32 or 64) => new SampleLayout(SampleKind.Float, bits / 8),
        (ALawTag, _) => new SampleLayout(SampleKind.ALaw, 1),
        (MuLawTag, _) => new SampleLayout(SampleKind.MuLaw, 1),
        _ => null,
    };

    private static AudioFormatException Bad(string file, string reason) => new(file, "chunk \"fmt \"", reason + ".");
}

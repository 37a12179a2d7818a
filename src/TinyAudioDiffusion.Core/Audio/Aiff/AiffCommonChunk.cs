using System.Buffers.Binary;
using TinyAudioDiffusion.Audio.Samples;

namespace TinyAudioDiffusion.Audio.Aiff;

/// <summary>The checked contents of an AIFF file's chunk "COMM".</summary>
/// <param name="Layout">The stored form of a sample.</param>
/// <param name="Channels">The number of channels, at least 1.</param>
/// <param name="SampleRate">The sample rate in Hz, at least 1; a fraction is rounded.</param>
/// <param name="Frames">The number of samples of each channel that the file claims.</param>
internal readonly record struct AiffCommonChunk(SampleLayout Layout, int Channels, int SampleRate, long Frames)
{
    private const int PlainSize = 18;
    private const int CompressedSize = 22;

    public static AiffCommonChunk Read(Stream stream, long size, bool isCompressed, string file)
    {
        Span<byte> chunk = stackalloc byte[CompressedSize];
        chunk = chunk[..(int)Math.Min(size, CompressedSize)];
        return Parse(chunk[..stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false)], isCompressed, file);
    }

    private static AiffCommonChunk Parse(ReadOnlySpan<byte> chunk, bool isCompressed, string file)
    {
        var needed = isCompressed ? CompressedSize : PlainSize;
        if (chunk.Length < needed)
            throw Bad(file, $"the chunk has {chunk.Length} bytes, at least {needed} are needed");
        var channels = BinaryPrimitives.ReadUInt16BigEndian(chunk);
        var frames = BinaryPrimitives.ReadUInt32BigEndian(chunk[2..]);
        var bits = BinaryPrimitives.ReadUInt16BigEndian(chunk[6..]);
        var rate = ReadExtended(chunk[8..18]);
        if (channels == 0)
            throw Bad(file, "there are no channels");
        if (!(rate >= 1 && rate <= int.MaxValue))
            throw Bad(file, $"a sample rate of {rate:0.###} Hz is not possible");
        var form = isCompressed ? chunk[18..22] : "NONE"u8;
        if (LayoutOf(form, bits) is not { } layout)
        {
            throw Bad(
                file,
                $"samples of the form \"{NameOf(form)}\" with {bits} bits are not supported; "
                + $"convert the file: sox \"{Path.GetFileName(file)}\" \"{Path.GetFileNameWithoutExtension(file)}.wav\"");
        }

        return new AiffCommonChunk(layout, channels, (int)Math.Round(rate), frames);
    }

    private static SampleLayout? LayoutOf(ReadOnlySpan<byte> form, int bits) => NameOf(form) switch
    {
        "NONE" or "twos" or "in16" when bits is >= 1 and <= 32 => new SampleLayout(SampleKind.Signed, (bits + 7) / 8, IsBigEndian: true),
        "sowt" when bits is >= 1 and <= 32 => new SampleLayout(SampleKind.Signed, (bits + 7) / 8),
        "raw " when bits <= 8 => new SampleLayout(SampleKind.Unsigned, 1),
        "in24" => new SampleLayout(SampleKind.Signed, 3, IsBigEndian: true),
        "in32" => new SampleLayout(SampleKind.Signed, 4, IsBigEndian: true),
        "42ni" => new SampleLayout(SampleKind.Signed, 3),
        "23ni" => new SampleLayout(SampleKind.Signed, 4),
        "fl32" or "FL32" => new SampleLayout(SampleKind.Float, 4, IsBigEndian: true),
        "fl64" or "FL64" => new SampleLayout(SampleKind.Float, 8, IsBigEndian: true),
        "ulaw" or "ULAW" => new SampleLayout(SampleKind.MuLaw, 1),
        "alaw" or "ALAW" => new SampleLayout(SampleKind.ALaw, 1),
        _ => null,
    };

    // An IEEE 754 number of 80 bits: sign, 15 bits of exponent, 64 bits of mantissa with its leading one.
    private static double ReadExtended(ReadOnlySpan<byte> bytes)
    {
        var exponent = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var mantissa = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
        var value = Math.ScaleB(mantissa, (exponent & 0x7FFF) - 16383 - 63);
        return (exponent & 0x8000) != 0 ? -value : value;
    }

    private static string NameOf(ReadOnlySpan<byte> form)
        => string.Concat(form.ToArray().Select(letter => letter is >= 32 and < 127 ? (char)letter : '?'));

    private static AudioFormatException Bad(string file, string reason) => new(file, "chunk \"COMM\"", reason + ".");
}

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>The header of a frame of MPEG audio (ISO/IEC 11172-3 and 13818-3), as far as it tells the frame's size.</summary>
internal static class Mp3Frame
{
    public const int HeaderSize = 4;

    // Kilobits a second by their code, for MPEG 1 layers 1 to 3 and for MPEG 2 layer 1 and layers 2 and 3.
    private static readonly int[][] _rates =
    [
        [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];

    private static readonly int[] _sampleRates = [44100, 48000, 32000];

    /// <summary>Reads the size in bytes of the frame that begins with some bytes; null where none does.</summary>
    public static int? SizeAt(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
            return null;
        var (version, layer) = ((bytes[1] >> 3) & 3, 4 - ((bytes[1] >> 1) & 3)); // version: 0 is 2.5, 2 is 2, 3 is 1
        var (rate, sampleRate, padding) = (bytes[2] >> 4, (bytes[2] >> 2) & 3, (bytes[2] >> 1) & 1);
        if (version == 1 || layer == 4 || rate is 0 or 15 || sampleRate == 3)
            return null;
        var table = version == 3 ? layer - 1 : layer == 1 ? 3 : 4;
        var (bits, hertz) = (_rates[table][rate - 1] * 1000, _sampleRates[sampleRate] >> (version == 3 ? 0 : version == 2 ? 1 : 2));
        if (layer == 1)
            return ((12 * bits / hertz) + padding) * 4;
        return ((layer == 3 && version != 3 ? 72 : 144) * bits / hertz) + padding;
    }
}

namespace TinyAudioDiffusion.Audio.Samples;

/// <summary>The values of the 256 bytes of mu-law and A-law (ITU-T G.711), as floats of full scale 1.</summary>
internal static class CompandedSamples
{
    private const float Scale16 = 1f / 32768;

    /// <summary>Gets the values of mu-law: 14 bits, by byte.</summary>
    public static float[] MuLaw { get; } = [.. Enumerable.Range(0, 256).Select(code => MuLawOf((byte)code) * Scale16)];

    /// <summary>Gets the values of A-law: 13 bits, by byte.</summary>
    public static float[] ALaw { get; } = [.. Enumerable.Range(0, 256).Select(code => ALawOf((byte)code) * Scale16)];

    // All bits are inverted; then sign, three bits of exponent, four bits of mantissa. The bias of 33 makes every segment a plain shift.
    private static int MuLawOf(byte code)
    {
        var bits = ~code & 0xFF;
        var magnitude = ((((bits & 15) << 1) + 33) << ((bits >> 4) & 7)) - 33;
        return ((bits & 128) != 0 ? -magnitude : magnitude) << 2;
    }

    // Every other bit is inverted; the sign bit is set for positive values. The lowest segment is linear.
    private static int ALawOf(byte code)
    {
        var bits = code ^ 0x55;
        var exponent = (bits >> 4) & 7;
        var step = ((bits & 15) << 1) + 1;
        var magnitude = exponent == 0 ? step : (step + 32) << (exponent - 1);
        return ((bits & 128) != 0 ? magnitude : -magnitude) << 3;
    }
}

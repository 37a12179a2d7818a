namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>
/// The checksums of FLAC frames: of the header (8 bits, polynomial 0x07) and of the whole frame (16 bits, polynomial 0x8005).
/// </summary>
internal static class FlacCrc
{
    private static readonly byte[] _table8 = [.. Enumerable.Range(0, 256).Select(i => (byte)Shift(i, 8, 0x07))];
    private static readonly ushort[] _table16 = [.. Enumerable.Range(0, 256).Select(i => (ushort)Shift(i << 8, 16, 0x8005))];

    public static byte Crc8(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0;
        foreach (var value in bytes)
            crc = _table8[crc ^ value];
        return crc;
    }

    /// <summary>Goes on with a checksum, which begins with 0.</summary>
    public static ushort Crc16(ushort crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = (ushort)((crc << 8) ^ _table16[(crc >> 8) ^ value]);
        return crc;
    }

    private static int Shift(int value, int bits, int polynomial)
    {
        for (var i = 0; i < 8; i++)
            value = (value & (1 << (bits - 1))) != 0 ? (value << 1) ^ polynomial : value << 1;
        return value & ((1 << bits) - 1);
    }
}

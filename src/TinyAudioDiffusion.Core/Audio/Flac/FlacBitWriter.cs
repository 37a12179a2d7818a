namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>Writes bits into memory, the most significant bit first.</summary>
internal sealed class FlacBitWriter
{
    private byte[] _bytes = new byte[1 << 14];
    private int _count;
    private ulong _pending; // the lowest bits that do not fill a byte yet
    private int _pendingBits;

    /// <summary>Gets the whole bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count);

    public void Clear() => (_count, _pending, _pendingBits) = (0, 0, 0);

    /// <summary>Writes the lowest 0 to 56 bits of a value.</summary>
    public void Write(int bits, long value)
    {
        _pending = (_pending << bits) | ((ulong)value & ((1UL << bits) - 1));
        _pendingBits += bits;
        while (_pendingBits >= 8)
        {
            _pendingBits -= 8;
            if (_count == _bytes.Length)
                Array.Resize(ref _bytes, 2 * _count);
            _bytes[_count++] = (byte)(_pending >> _pendingBits);
        }
    }

    /// <summary>Writes zeros and a one.</summary>
    public void WriteUnary(long zeros)
    {
        for (; zeros >= 32; zeros -= 32)
            Write(32, 0);
        Write((int)zeros + 1, 1);
    }

    /// <summary>Fills a byte that was begun with zeros.</summary>
    public void Align() => Write(-_pendingBits & 7, 0);
}

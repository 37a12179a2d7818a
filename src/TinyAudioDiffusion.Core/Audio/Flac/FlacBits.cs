using System.Buffers.Binary;
using System.Numerics;

namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>
/// Reads bits from a stream, the most significant bit first, and keeps the checksum of all whole bytes since <see cref="BeginChecksum"/>.
/// </summary>
/// <remarks>The end of the stream within a value is an <see cref="EndOfStreamException"/>, which the decoder catches.</remarks>
internal sealed class FlacBits(Stream stream)
{
    private const int BufferSize = 1 << 16;
    private const int Slack = 8; // so that eight bytes can be loaded at every place

    private readonly byte[] _buffer = new byte[BufferSize + Slack];
    private int _bit; // the next bit, counted from the beginning of the buffer
    private int _end; // the number of bytes in the buffer
    private int _checked; // the first byte that the checksum does not cover yet
    private ushort _checksum;
    private long _before; // the number of bytes that left the buffer

    /// <summary>Gets the number of bytes before the next bit, from where the stream stood at the beginning.</summary>
    public long Position => _before + (_bit >> 3);

    /// <summary>Gets the bytes from the next whole byte on, at least <paramref name="count"/> of them unless the stream ends.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        Fill(count);
        return _buffer.AsSpan(_bit >> 3, Math.Min(count, _end - (_bit >> 3)));
    }

    public void BeginChecksum() => (_checked, _checksum) = (_bit >> 3, 0);

    /// <summary>Gets the checksum of the bytes from <see cref="BeginChecksum"/> up to here; the next bit begins a byte.</summary>
    public ushort Checksum()
    {
        UpdateChecksum();
        return _checksum;
    }

    /// <summary>Skips whole bytes that <see cref="Peek"/> gave.</summary>
    public void Skip(int bytes) => _bit += bytes << 3;

    /// <summary>Skips the rest of a byte that was begun.</summary>
    public void Align() => _bit = (_bit + 7) & ~7;

    /// <summary>Reads an unsigned integer of 0 to 56 bits.</summary>
    public ulong Read(int bits)
    {
        if (bits == 0)
            return 0;
        Require(bits);
        var value = Load() >> (64 - bits);
        _bit += bits;
        return value;
    }

    /// <summary>Reads a two's complement integer of 1 to 56 bits.</summary>
    public long ReadSigned(int bits)
    {
        Require(bits);
        var value = (long)Load() >> (64 - bits);
        _bit += bits;
        return value;
    }

    /// <summary>Counts zeros up to the next one, which is consumed too.</summary>
    /// <param name="most">The largest number that makes sense.</param>
    /// <returns>The number; above <paramref name="most"/> for any that makes none.</returns>
    public long ReadUnary(long most)
    {
        var count = 0L;
        while (true)
        {
            Require(1);
            var here = Math.Min(56, (_end << 3) - _bit);
            var zeros = Math.Min(here, BitOperations.LeadingZeroCount(Load()));
            count += zeros;
            if (zeros < here)
            {
                _bit += zeros + 1;
                return count;
            }

            _bit += zeros;
            if (count > most)
                return count;
        }
    }

    /// <summary>Reads integers in Rice code: a quotient in unary, then a remainder of so many bits; the last bit is the sign.</summary>
    /// <returns>Whether all of them fit in 32 bits.</returns>
    public bool ReadRice(Span<long> values, int parameter)
    {
        var most = (long)uint.MaxValue >> parameter;
        for (var i = 0; i < values.Length; i++)
        {
            var quotient = ReadUnary(most);
            if (quotient > most)
                return false;
            var folded = (quotient << parameter) | (long)Read(parameter);
            values[i] = (folded >> 1) ^ -(folded & 1);
        }

        return true;
    }

    // The next 57 bits or more, from the highest down.
    private ulong Load() => BinaryPrimitives.ReadUInt64BigEndian(_buffer.AsSpan(_bit >> 3)) << (_bit & 7);

    private void Require(int bits)
    {
        if (_bit + bits <= _end << 3)
            return;
        Fill(((_bit & 7) + bits + 7) >> 3);
        if (_bit + bits > _end << 3)
            throw new EndOfStreamException();
    }

    private void Fill(int count)
    {
        var first = _bit >> 3;
        if (_end - first >= count)
            return;
        UpdateChecksum();
        Buffer.BlockCopy(_buffer, first, _buffer, 0, _end - first);
        (_before, _bit, _end, _checked) = (_before + first, _bit & 7, _end - first, 0);
        _end += stream.ReadAtLeast(_buffer.AsSpan(_end, BufferSize - _end), Math.Max(0, count - _end), throwOnEndOfStream: false);
    }

    private void UpdateChecksum()
    {
        var first = Math.Min(_bit >> 3, _end);
        if (first > _checked)
            _checksum = FlacCrc.Crc16(_checksum, _buffer.AsSpan(_checked, first - _checked));
        _checked = first;
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TinyAudioDiffusion.Models.Formats.Checkpoints.Pickle;

/// <summary>Reads opcodes and their operands. It checks every length before it uses it.</summary>
internal sealed class PickleInput(ReadOnlyMemory<byte> data)
{
    private const int MaxStringBytes = 1 << 20;
    private const int MaxNameBytes = 1 << 10;
    private const int MaxLongBytes = 16;

    public int Position { get; private set; }

    public int Remaining => data.Length - Position;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    /// <summary>An integer of any length; beyond 128 bits none has a meaning here.</summary>
    public BigInteger Long()
    {
        int length = Byte();
        return length <= MaxLongBytes
            ? new BigInteger(Take(length))
            : throw new PickleException($"has an integer of {length} bytes; at most {MaxLongBytes} are read.");
    }

    public string ShortText() => Encoding.Latin1.GetString(Take(Byte()));

    public string Text()
    {
        var length = UInt32();
        return length <= MaxStringBytes
            ? Encoding.UTF8.GetString(Take((int)length))
            : throw new PickleException($"has a string of {length} bytes; at most {MaxStringBytes} are read.");
    }

    public string Line()
    {
        var length = data.Span[Position..].IndexOf((byte)'\n');
        if (length is < 0 or > MaxNameBytes)
            throw new PickleException("has a name without an end; the pickle is damaged.");
        var line = Encoding.UTF8.GetString(Take(length));
        Take(1);
        return line;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Remaining < count)
            throw new PickleException("ends in the middle of the pickle; the file is damaged: get it again.");
        var bytes = data.Span.Slice(Position, count);
        Position += count;
        return bytes;
    }
}

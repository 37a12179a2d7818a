using System.Buffers.Binary;
using System.Text;

namespace TinyAudioDiffusion.Models.Formats.Onnx;

/// <summary>
/// A message in the binary format of protocol buffers: one field after the other, each with its number and kind, then an integer, a float,
/// or a length and as many bytes. ONNX files need no more, so generated code for their schema would be many times as long.
/// </summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int Counted = 2;
    private const int Fixed32 = 5;

    private readonly List<ReadOnlyMemory<byte>> _pieces = [];

    /// <summary>Gets the number of bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Adds an integer.</summary>
    public ProtobufMessage Add(int field, long value)
    {
        Put(Tag(field, Varint));
        Put(Number((ulong)value));
        return this;
    }

    /// <summary>Adds a 32-bit float.</summary>
    public ProtobufMessage Add(int field, float value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Put(Tag(field, Fixed32));
        Put(bytes);
        return this;
    }

    /// <summary>Adds text.</summary>
    public ProtobufMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes, which must not change afterwards.</summary>
    public ProtobufMessage Add(int field, byte[] bytes)
    {
        Put(Tag(field, Counted));
        Put(Number((ulong)bytes.Length));
        Put(bytes);
        return this;
    }

    /// <summary>Adds a message, which must not change afterwards.</summary>
    public ProtobufMessage Add(int field, ProtobufMessage message)
    {
        Put(Tag(field, Counted));
        Put(Number((ulong)message.Length));
        _pieces.AddRange(message._pieces);
        Length += message.Length;
        return this;
    }

    /// <summary>Writes the message.</summary>
    public void Write(Stream stream)
    {
        foreach (var piece in _pieces)
            stream.Write(piece.Span);
    }

    private static byte[] Tag(int field, int kind) => Number((ulong)((field << 3) | kind));

    // Seven bits a byte, the lowest first; the top bit says that more follow.
    private static byte[] Number(ulong value)
    {
        var bytes = new List<byte>(10);
        for (; value > 0x7F; value >>= 7)
            bytes.Add((byte)(0x80 | (value & 0x7F)));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private void Put(byte[] bytes)
    {
        _pieces.Add(bytes);
        Length += bytes.Length;
    }
}

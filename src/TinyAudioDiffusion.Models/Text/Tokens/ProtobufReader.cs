using System.Buffers.Binary;

namespace TinyAudioDiffusion.Models.Text.Tokens;

/// <summary>
/// Reads one message in the binary format of protocol buffers, field after field. No length is believed: a field that reaches beyond its
/// message is an error.
/// </summary>
/// <param name="file">The name of the file in messages.</param>
/// <param name="message">The message.</param>
internal ref struct ProtobufReader(string file, ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Counted = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;
    private ulong _number;

    /// <summary>Gets the field that was read.</summary>
    public int Field { get; private set; }

    /// <summary>Gets the bytes of a field that has any: a text, a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Gets the integer of a field.</summary>
    public readonly long Number => (long)_number;

    /// <summary>Gets the number of a field of 32 bits.</summary>
    public readonly float Single => BitConverter.UInt32BitsToSingle((uint)_number);

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="ModelFormatException">It is damaged.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = ReadVarint();
        Field = (int)Math.Min(tag >> 3, int.MaxValue);
        Bytes = default;
        switch ((int)(tag & 7))
        {
            case Varint:
                _number = ReadVarint();
                break;
            case Fixed32:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            case Fixed64:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case Counted:
                Bytes = Take(ReadVarint());
                break;
            default:
                throw Damaged();
        }

        return true;
    }

    private ulong ReadVarint()
    {
        var value = 0ul;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Damaged();
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw Damaged();
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    private readonly ModelFormatException Damaged()
        => new(file, $"field {Field}", "is no message of a SentencePiece model; the file is damaged or of another kind.");
}

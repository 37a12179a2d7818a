using System.Buffers.Binary;
using System.Text;

namespace TinyAudioDiffusion.Models.Tests.Formats.Building;

/// <summary>Writes pickles opcode by opcode, good and bad ones.</summary>
public sealed class PickleBuilder
{
    private readonly List<byte> _bytes = [];

    public PickleBuilder() => Op(0x80, 2);

    public byte[] Stop() => Op('.').Bytes();

    public byte[] Bytes() => [.. _bytes];

    public PickleBuilder Op(params ReadOnlySpan<int> bytes)
    {
        foreach (var value in bytes)
            _bytes.Add((byte)value);
        return this;
    }

    public PickleBuilder Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleBuilder Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return Op('X').UInt32((uint)utf8.Length).Raw(utf8);
    }

    public PickleBuilder Int(long value)
    {
        if (value is >= 0 and <= byte.MaxValue)
            return Op('K', (int)value);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Op(0x8A, 8).Raw(bytes);
    }

    public PickleBuilder UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public PickleBuilder Global(string module, string name) => Raw(Encoding.UTF8.GetBytes($"c{module}\n{name}\n"));

    public PickleBuilder Tuple(params ReadOnlySpan<long> values)
    {
        Op('(');
        foreach (var value in values)
            Int(value);
        return Op('t');
    }

    public PickleBuilder OrderedDict() => Global("collections", "OrderedDict").Op(')', 'R');

    public PickleBuilder Storage(string type, string key, long count)
        => Op('(').Text("storage").Global("torch", type).Text(key).Text("cpu").Int(count).Op('t', 'Q');

    /// <summary>A whole tensor by _rebuild_tensor_v2.</summary>
    public PickleBuilder Tensor(
        string type, string key, long count, long offset, long[] shape, long[] strides, Action<PickleBuilder>? metadata = null)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op('(').Storage(type, key, count).Int(offset).Tuple(shape).Tuple(strides).Op(0x89)
            .OrderedDict();
        metadata?.Invoke(this);
        return Op('t', 'R');
    }

    /// <summary>The bytes of {"state_dict": OrderedDict(...)} with the given items, and more items beside it.</summary>
    public static byte[] Checkpoint(Action<PickleBuilder> items, Action<PickleBuilder>? beside = null)
    {
        var pickle = new PickleBuilder().Op('}', '(').Text("state_dict").OrderedDict().Op('(');
        items(pickle);
        pickle.Op('u');
        beside?.Invoke(pickle);
        return pickle.Op('u').Stop();
    }
}

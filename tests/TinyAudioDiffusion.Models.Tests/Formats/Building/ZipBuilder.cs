using System.Buffers.Binary;
using System.Text;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats.Building;

/// <summary>Writes archives as PyTorch does (stored, aligned to 64, sizes only in the directory), and broken ones.</summary>
internal sealed class ZipBuilder
{
    private readonly List<Item> _items = [];

    /// <summary>Gets or sets a value indicating whether 64-bit end records are written, as PyTorch always does.</summary>
    public bool Zip64 { get; set; } = true;

    public static ZipBuilder Torch(byte[] pickle, string folder = "archive")
        => new ZipBuilder().Add($"{folder}/data.pkl", pickle).Add($"{folder}/version", "3\n");

    /// <summary>A checkpoint with one single-precision tensor of each name below model.net.</summary>
    public static ZipBuilder Small(string name = "w", params float[] values)
    {
        values = values.Length > 0 ? values : [1, 2, 3, 4];
        var pickle = PickleBuilder.Checkpoint(items => items
            .Text("model.net." + name).Tensor("FloatStorage", "0", values.Length, 0, [values.Length], [1]));
        return Torch(pickle).AddStorage("0", values);
    }

    public ZipBuilder Add(string name, string content) => Add(name, Encoding.UTF8.GetBytes(content));

    public ZipBuilder Add(string name, byte[] content)
    {
        _items.Add(new Item { Name = name, LocalName = name, Content = content, Size = content.Length });
        return this;
    }

    public ZipBuilder AddStorage<T>(string key, params ReadOnlySpan<T> values)
        where T : struct
        => Add($"archive/data/{key}", System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).ToArray());

    public ZipBuilder Change(string name, Action<Item> change)
    {
        change(_items.Find(item => item.Name == name)!);
        return this;
    }

    public ZipBuilder Remove(string name)
    {
        _items.RemoveAll(item => item.Name == name);
        return this;
    }

    public ModelFile File() => InMemory.File(Build(), "memory/model.ckpt");

    public byte[] Build()
    {
        var file = new MemoryStream();
        foreach (var item in _items)
        {
            item.Offset = file.Length;
            WriteLocal(file, item);
        }

        var start = file.Length;
        foreach (var item in _items)
            WriteEntry(file, item);
        WriteEnd(file, start);
        return file.ToArray();
    }

    private static void WriteLocal(MemoryStream file, Item item)
    {
        var name = Encoding.UTF8.GetBytes(item.LocalName);
        var padding = 64 - ((int)(file.Length + 34 + name.Length) % 64);
        var header = new byte[30];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034B50);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), 0x0808);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), item.Method);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), (ushort)(4 + padding));
        file.Write(header);
        file.Write(name);
        file.Write([(byte)'F', (byte)'B', (byte)padding, 0]);
        file.Write(Enumerable.Repeat((byte)'Z', padding).ToArray());
        file.Write(item.Content);
    }

    private static void WriteEntry(MemoryStream file, Item item)
    {
        var name = Encoding.UTF8.GetBytes(item.Name);
        var isBig = item.Size > uint.MaxValue;
        var header = new byte[46];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014B50);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), item.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(10), item.Method);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), item.Checksum ?? Crc(item.Content));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(20), isBig ? uint.MaxValue : (uint)item.Size);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), isBig ? uint.MaxValue : (uint)item.Size);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(30), (ushort)(isBig ? 20 : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), (uint)(item.Offset + item.Shift));
        file.Write(header);
        file.Write(name);
        if (isBig)
        {
            var extra = new byte[20];
            extra[0] = 1;
            extra[2] = 16;
            BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(4), item.Size);
            BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(12), item.Size);
            file.Write(extra);
        }
    }

    private void WriteEnd(MemoryStream file, long start)
    {
        var size = file.Length - start;
        if (Zip64)
        {
            var position = file.Length;
            var end = new byte[76];
            BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06064B50);
            BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(4), 44);
            BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(24), _items.Count);
            BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(32), _items.Count);
            BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(40), size);
            BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(48), start);
            BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(56), 0x07064B50);
            BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(64), position);
            BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(72), 1);
            file.Write(end);
        }

        var last = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(last, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(last.AsSpan(8), (ushort)_items.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(last.AsSpan(10), (ushort)_items.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(12), (uint)size);
        BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(16), (uint)start);
        file.Write(last);
    }

    /// <summary>The checksum bit by bit, apart from the one under test.</summary>
    private static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    internal sealed class Item
    {
        public required string Name { get; set; }

        public required string LocalName { get; set; }

        public required byte[] Content { get; set; }

        public required long Size { get; set; }

        public uint? Checksum { get; set; }

        public ushort Method { get; set; }

        public ushort Flags { get; set; } = 0x0808;

        public long Shift { get; set; }

        public long Offset { get; set; }
    }
}

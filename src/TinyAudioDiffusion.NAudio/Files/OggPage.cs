using System.Buffers.Binary;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>A whole page of an Ogg file: its header, and the segments of the packets in it.</summary>
/// <param name="Bytes">All bytes of the page.</param>
internal sealed record OggPage(byte[] Bytes)
{
    public const int HeaderSize = 27;

    /// <summary>Gets whether the first segment goes on with the packet before it.</summary>
    public bool Continues => (Bytes[5] & 1) != 0;

    /// <summary>Gets whether it is the last page of its stream.</summary>
    public bool IsLast => (Bytes[5] & 4) != 0;

    /// <summary>Gets the number of samples after the last packet that ends in the page; -1 where none ends.</summary>
    public long Granule => BinaryPrimitives.ReadInt64LittleEndian(Bytes.AsSpan(6));

    /// <summary>Gets the number of the stream.</summary>
    public int Serial => BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(14));

    /// <summary>Gets the lengths of the segments; one of less than 255 bytes ends a packet.</summary>
    public ReadOnlySpan<byte> Lengths => Bytes.AsSpan(HeaderSize, Bytes[HeaderSize - 1]);

    /// <summary>Gets the segments.</summary>
    public ReadOnlySpan<byte> Body => Bytes.AsSpan(HeaderSize + Bytes[HeaderSize - 1]);
}

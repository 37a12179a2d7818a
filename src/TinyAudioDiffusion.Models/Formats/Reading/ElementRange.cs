using System.Buffers;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Reading;

/// <summary>A run of stored elements in a file, read through a small buffer.</summary>
/// <param name="Reader">The file.</param>
/// <param name="Name">The tensor that the elements belong to, for messages.</param>
/// <param name="Offset">Where the run starts, in bytes from the file's start.</param>
/// <param name="ElementType">How the elements are stored.</param>
/// <param name="BigEndian">Whether their bytes are reversed.</param>
internal readonly record struct ElementRange(
    PositionalReader Reader, string Name, long Offset, ElementType ElementType, bool BigEndian = false)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Reads and converts as many elements as fit the destination; the checksum, where wanted, sees the bytes as stored.</summary>
    public void Read(Span<float> destination, Crc32? checksum = null)
    {
        if (!ElementType.IsFloat() && !ElementType.IsInteger())
            throw new ModelFormatException(Reader.File, Name, $"elements of type {ElementType} cannot be read as numbers.");
        Read(destination, ElementConversion.ToSingles, checksum);
    }

    /// <inheritdoc cref="Read(Span{float}, Crc32?)"/>
    public void Read(Span<long> destination, Crc32? checksum = null)
    {
        if (!ElementType.IsInteger())
            throw new ModelFormatException(Reader.File, Name, $"elements of type {ElementType} are not integers.");
        Read(destination, ElementConversion.ToInt64s, checksum);
    }

    private void Read<T>(Span<T> destination, ElementConversion.Converter<T> convert, Crc32? checksum)
    {
        var size = ElementType.Bytes();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var done = 0; done < destination.Length;)
            {
                var count = Math.Min(destination.Length - done, BufferBytes / size);
                var bytes = buffer.AsSpan(0, count * size);
                Reader.ReadExactly(Offset + ((long)done * size), bytes);
                checksum?.Append(bytes);
                if (BigEndian)
                    ElementConversion.SwapBytes(bytes, size);
                if (ElementType is ElementType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
                    throw new ModelFormatException(Reader.File, Name, "a Boolean is neither 0 nor 1; the file is damaged: get it again.");
                Convert(bytes, destination.Slice(done, count), convert);
                done += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Convert<T>(ReadOnlySpan<byte> bytes, Span<T> destination, ElementConversion.Converter<T> convert)
    {
        try
        {
            convert(ElementType, bytes, destination);
        }
        catch (OverflowException exception)
        {
            throw new ModelFormatException(Reader.File, Name, "an integer does not fit 64 signed bits.", exception);
        }
    }
}

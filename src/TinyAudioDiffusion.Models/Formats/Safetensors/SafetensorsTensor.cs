using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Safetensors;

/// <summary>The description of one tensor in the header, not yet checked.</summary>
internal sealed record SafetensorsTensor(string Name, ElementType ElementType, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The bytes that the shape and the type need.</summary>
    /// <exception cref="ModelFormatException">The size is beyond 64 bits, or not a whole number of bytes.</exception>
    public long ByteCount(string file)
    {
        try
        {
            var bits = Shape.Aggregate((long)ElementType.Bits(), (product, extent) => checked(product * extent));
            return bits % 8 == 0
                ? bits / 8
                : throw new ModelFormatException(file, Name, "does not fill whole bytes.");
        }
        catch (OverflowException exception)
        {
            throw new ModelFormatException(file, Name, "has a shape whose size overflows 64 bits.", exception);
        }
    }
}

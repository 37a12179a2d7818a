using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Reading;

/// <summary>Converts stored elements, little endian as on every machine that runs this library.</summary>
internal static class ElementConversion
{
    /// <summary>Converts elements of one type; the spans hold equally many.</summary>
    public delegate void Converter<T>(ElementType type, ReadOnlySpan<byte> source, Span<T> destination);

    public static void ToSingles(ElementType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        switch (type)
        {
            case ElementType.F32: Cast<float>(source).CopyTo(destination); break;
            case ElementType.F16: TensorPrimitives.ConvertToSingle(Cast<Half>(source), destination); break;
            case ElementType.BF16: WidenBFloat16(Cast<ushort>(source), destination); break;
            case ElementType.F64: TensorPrimitives.ConvertTruncating(Cast<double>(source), destination); break;
            case ElementType.I64: TensorPrimitives.ConvertTruncating(Cast<long>(source), destination); break;
            case ElementType.I32: TensorPrimitives.ConvertTruncating(Cast<int>(source), destination); break;
            case ElementType.I16: TensorPrimitives.ConvertTruncating(Cast<short>(source), destination); break;
            case ElementType.I8: TensorPrimitives.ConvertTruncating(Cast<sbyte>(source), destination); break;
            case ElementType.U64: TensorPrimitives.ConvertTruncating(Cast<ulong>(source), destination); break;
            case ElementType.U32: TensorPrimitives.ConvertTruncating(Cast<uint>(source), destination); break;
            case ElementType.U16: TensorPrimitives.ConvertTruncating(Cast<ushort>(source), destination); break;
            case ElementType.U8 or ElementType.Bool: TensorPrimitives.ConvertTruncating(source, destination); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "not a type that converts to single precision");
        }
    }

    public static void ToInt64s(ElementType type, ReadOnlySpan<byte> source, Span<long> destination)
    {
        switch (type)
        {
            case ElementType.I64: Cast<long>(source).CopyTo(destination); break;
            case ElementType.I32: TensorPrimitives.ConvertTruncating(Cast<int>(source), destination); break;
            case ElementType.I16: TensorPrimitives.ConvertTruncating(Cast<short>(source), destination); break;
            case ElementType.I8: TensorPrimitives.ConvertTruncating(Cast<sbyte>(source), destination); break;
            case ElementType.U64: TensorPrimitives.ConvertChecked(Cast<ulong>(source), destination); break;
            case ElementType.U32: TensorPrimitives.ConvertTruncating(Cast<uint>(source), destination); break;
            case ElementType.U16: TensorPrimitives.ConvertTruncating(Cast<ushort>(source), destination); break;
            case ElementType.U8 or ElementType.Bool: TensorPrimitives.ConvertTruncating(source, destination); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "not an integer type");
        }
    }

    /// <summary>Rounds to the nearest, ties to even, as every framework does.</summary>
    public static void FromSingles(ElementType type, ReadOnlySpan<float> source, Span<byte> destination)
    {
        switch (type)
        {
            case ElementType.F32: source.CopyTo(MemoryMarshal.Cast<byte, float>(destination)); break;
            case ElementType.F16: TensorPrimitives.ConvertToHalf(source, MemoryMarshal.Cast<byte, Half>(destination)); break;
            case ElementType.BF16: NarrowToBFloat16(source, MemoryMarshal.Cast<byte, ushort>(destination)); break;
            case ElementType.F64: TensorPrimitives.ConvertTruncating(source, MemoryMarshal.Cast<byte, double>(destination)); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "not a float type");
        }
    }

    /// <summary>Reverses the bytes of each element in place.</summary>
    public static void SwapBytes(Span<byte> data, int elementSize)
    {
        switch (elementSize)
        {
            case 2: Swap<ushort>(data, BinaryPrimitives.ReverseEndianness); break;
            case 4: Swap<uint>(data, BinaryPrimitives.ReverseEndianness); break;
            case 8: Swap<ulong>(data, BinaryPrimitives.ReverseEndianness); break;
        }
    }

    private static ReadOnlySpan<T> Cast<T>(ReadOnlySpan<byte> source)
        where T : struct => MemoryMarshal.Cast<byte, T>(source);

    private static void Swap<T>(Span<byte> data, Func<T, T> reverse)
        where T : struct
    {
        foreach (ref var value in MemoryMarshal.Cast<byte, T>(data))
            value = reverse(value);
    }

    private static void WidenBFloat16(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        for (var i = 0; i < source.Length; i++)
            destination[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
    }

    private static void NarrowToBFloat16(ReadOnlySpan<float> source, Span<ushort> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(source[i]);
            // A NaN must not be rounded into an infinity: set a mantissa bit that survives the cut.
            destination[i] = float.IsNaN(source[i])
                ? (ushort)((bits >> 16) | 0x40)
                : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
        }
    }
}

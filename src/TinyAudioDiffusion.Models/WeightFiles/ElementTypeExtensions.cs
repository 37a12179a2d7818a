namespace TinyAudioDiffusion.Models.WeightFiles;

internal static class ElementTypeExtensions
{
    public static int Bits(this ElementType type) => type switch
    {
        ElementType.C128 => 128,
        ElementType.F64 or ElementType.I64 or ElementType.U64 or ElementType.C64 => 64,
        ElementType.F32 or ElementType.I32 or ElementType.U32 => 32,
        ElementType.F16 or ElementType.BF16 or ElementType.I16 or ElementType.U16 => 16,
        ElementType.F6 => 6,
        ElementType.F4 => 4,
        _ => 8,
    };

    /// <summary>The whole bytes of an element; only for types that do not pack several elements into a byte.</summary>
    public static int Bytes(this ElementType type) => type.Bits() / 8;

    public static bool IsFloat(this ElementType type)
        => type is ElementType.F32 or ElementType.F16 or ElementType.BF16 or ElementType.F64;

    public static bool IsInteger(this ElementType type) => type is >= ElementType.I64 and <= ElementType.Bool;
}

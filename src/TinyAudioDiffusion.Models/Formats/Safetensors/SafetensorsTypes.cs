using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Formats.Safetensors;

/// <summary>The names of element types in safetensors headers.</summary>
internal static class SafetensorsTypes
{
    /// <summary>Reads the name of a type.</summary>
    /// <exception cref="ModelFormatException">The format knows no such type.</exception>
    public static ElementType Parse(string file, string tensor, string name) => name switch
    {
        "BOOL" => ElementType.Bool,
        "F32" => ElementType.F32,
        "F16" => ElementType.F16,
        "BF16" => ElementType.BF16,
        "F64" => ElementType.F64,
        "I64" => ElementType.I64,
        "I32" => ElementType.I32,
        "I16" => ElementType.I16,
        "I8" => ElementType.I8,
        "U64" => ElementType.U64,
        "U32" => ElementType.U32,
        "U16" => ElementType.U16,
        "U8" => ElementType.U8,
        "C64" => ElementType.C64,
        "F8_E5M2" or "F8_E4M3" or "F8_E8M0" or "F8_E5M2FNUZ" or "F8_E4M3FNUZ" => ElementType.F8,
        "F6_E2M3" or "F6_E3M2" => ElementType.F6,
        "F4" => ElementType.F4,
        _ => throw new ModelFormatException(file, tensor, $"has the unknown element type \"{name}\"."),
    };

    public static string NameOf(ElementType type) => type switch
    {
        ElementType.Bool => "BOOL",
        ElementType.C128 or ElementType.F8 or ElementType.F6 or ElementType.F4
            => throw new ArgumentOutOfRangeException(nameof(type), type, "This element type is not written."),
        _ => type.ToString(),
    };
}

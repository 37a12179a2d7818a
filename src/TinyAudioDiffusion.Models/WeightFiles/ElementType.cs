namespace TinyAudioDiffusion.Models.WeightFiles;

/// <summary>The type of the elements of a tensor in a file.</summary>
public enum ElementType
{
    /// <summary>IEEE single precision.</summary>
    F32,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>The upper half of a single: eight bits of exponent, seven of mantissa.</summary>
    BF16,

    /// <summary>IEEE double precision.</summary>
    F64,

    /// <summary>Signed, 64 bits.</summary>
    I64,

    /// <summary>Signed, 32 bits.</summary>
    I32,

    /// <summary>Signed, 16 bits.</summary>
    I16,

    /// <summary>Signed, 8 bits.</summary>
    I8,

    /// <summary>Unsigned, 64 bits.</summary>
    U64,

    /// <summary>Unsigned, 32 bits.</summary>
    U32,

    /// <summary>Unsigned, 16 bits.</summary>
    U16,

    /// <summary>Unsigned, 8 bits.</summary>
    U8,

    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>Two singles; listed, but not read as numbers.</summary>
    C64,

    /// <summary>Two doubles; listed, but not read as numbers.</summary>
    C128,

    /// <summary>One of the eight-bit floats; listed, but not read as numbers.</summary>
    F8,

    /// <summary>One of the six-bit floats, packed; listed, but not read as numbers.</summary>
    F6,

    /// <summary>The four-bit float, packed; listed, but not read as numbers.</summary>
    F4,
}

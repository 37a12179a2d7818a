namespace TinyAudioDiffusion.Engine.Managed.Simd;

/// <summary>
/// The vector operations in which the kernels are written, once for all widths. All of them round exactly, lane by lane (the fused
/// multiply-add included), so a value does not depend on the width that computed it.
/// </summary>
/// <typeparam name="TVector">Vector512, 256 or 128 of float.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Gets the number of lanes; divides <see cref="Columns.Block"/>.</summary>
    static abstract int Lanes { get; }

    /// <summary>
    /// Gets the number of rows that a GEMM micro-kernel keeps in registers beside three vectors of columns: 8 with 32 registers, 4 with 16.
    /// </summary>
    static abstract int MicroRows { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(float* destination, TVector value);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>Gives the larger value. For a NaN, or for zeros of both signs, it gives what the processor's instruction gives.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>Gives the smaller value, with the same exceptions.</summary>
    static abstract TVector Min(TVector left, TVector right);

    static abstract TVector SquareRoot(TVector value);

    /// <summary>Gives left * right + addend, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>Gives value * 2^n by adding to the exponent; n stands in the low bits of a float n + 1.5 * 2^23.</summary>
    static abstract TVector ScaleByPowerOfTwo(TVector value, TVector shiftedExponent);

    /// <summary>Tells whether all lanes are equal.</summary>
    static abstract bool AreEqual(TVector left, TVector right);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

/// <summary>Interleaves and de-interleaves values. It only moves them, so every path gives the same bits.</summary>
internal static unsafe class Interleaving
{
    /// <summary>Gets whether the processor interleaves vectors; otherwise the vector members must not be called.</summary>
    public static bool IsSupported => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Splits a block of samples into its eight even and its eight odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Split(float* block, float* even, float* odd)
    {
        SplitEight(block, even, odd);
        SplitEight(block + 8, even + 4, odd + 4);
    }

    /// <summary>The inverse of <see cref="Split(float*, float*, float*)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join(float* even, float* odd, float* block)
    {
        JoinEight(even, odd, block);
        JoinEight(even + 4, odd + 4, block + 8);
    }

    /// <summary>Interleaves the first halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZipLow(Vector128<float> left, Vector128<float> right)
        => Sse.IsSupported ? Sse.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    /// <summary>Interleaves the second halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZipHigh(Vector128<float> left, Vector128<float> right)
        => Sse.IsSupported ? Sse.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);

    /// <summary>Splits eight values into the four at even and the four at odd places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<float> Even, Vector128<float> Odd) Split(Vector128<float> low, Vector128<float> high)
    {
        if (Sse.IsSupported)
            return (Sse.Shuffle(low, high, 0b10_00_10_00), Sse.Shuffle(low, high, 0b11_01_11_01));
        if (AdvSimd.Arm64.IsSupported)
            return (AdvSimd.Arm64.UnzipEven(low, high), AdvSimd.Arm64.UnzipOdd(low, high));
        return (Vector128.Create(low[0], low[2], high[0], high[2]), Vector128.Create(low[1], low[3], high[1], high[3]));
    }

    /// <summary>The inverse of <see cref="Split(Vector128{float}, Vector128{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<float> Low, Vector128<float> High) Join(Vector128<float> even, Vector128<float> odd)
        => IsSupported
            ? (ZipLow(even, odd), ZipHigh(even, odd))
            : (Vector128.Create(even[0], odd[0], even[1], odd[1]), Vector128.Create(even[2], odd[2], even[3], odd[3]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitEight(float* from, float* even, float* odd)
    {
        var (first, second) = Split(Vector128.Load(from), Vector128.Load(from + 4));
        Vector128.Store(first, even);
        Vector128.Store(second, odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void JoinEight(float* even, float* odd, float* to)
    {
        var (low, high) = Join(Vector128.Load(even), Vector128.Load(odd));
        Vector128.Store(low, to);
        Vector128.Store(high, to + 4);
    }
}

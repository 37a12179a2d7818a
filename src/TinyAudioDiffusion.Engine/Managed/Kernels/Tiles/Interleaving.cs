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

    /// <summary>The inverse of <see cref="Split"/>.</summary>
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitEight(float* from, float* even, float* odd)
    {
        if (IsSupported)
        {
            var (low, high) = (Vector128.Load(from), Vector128.Load(from + 4));
            Vector128.Store(Sse.IsSupported ? Sse.Shuffle(low, high, 0b10_00_10_00) : AdvSimd.Arm64.UnzipEven(low, high), even);
            Vector128.Store(Sse.IsSupported ? Sse.Shuffle(low, high, 0b11_01_11_01) : AdvSimd.Arm64.UnzipOdd(low, high), odd);
            return;
        }

        for (var i = 0; i < 4; i++)
            (even[i], odd[i]) = (from[2 * i], from[(2 * i) + 1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void JoinEight(float* even, float* odd, float* to)
    {
        if (IsSupported)
        {
            var (left, right) = (Vector128.Load(even), Vector128.Load(odd));
            Vector128.Store(ZipLow(left, right), to);
            Vector128.Store(ZipHigh(left, right), to + 4);
            return;
        }

        for (var i = 0; i < 4; i++)
            (to[2 * i], to[(2 * i) + 1]) = (even[i], odd[i]);
    }
}

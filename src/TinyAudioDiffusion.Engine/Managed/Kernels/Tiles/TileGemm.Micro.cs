using System.Runtime.CompilerServices;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

// The micro-kernels, spelt out so that every accumulator is a local that stays in a register.
internal static unsafe partial class TileGemm<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Micro8x3<TStart>(float* a, float* b, nint bStride, int channels, int taps, float* bias, float* c, nint cStride)
        where TStart : struct, IStart
    {
        var c00 = TStart.At(bias, 0, c);
        var c01 = TStart.At(bias, 0, c + TSimd.Lanes);
        var c02 = TStart.At(bias, 0, c + (2 * TSimd.Lanes));
        var c10 = TStart.At(bias, 1, c + cStride);
        var c11 = TStart.At(bias, 1, c + cStride + TSimd.Lanes);
        var c12 = TStart.At(bias, 1, c + cStride + (2 * TSimd.Lanes));
        var c20 = TStart.At(bias, 2, c + (2 * cStride));
        var c21 = TStart.At(bias, 2, c + (2 * cStride) + TSimd.Lanes);
        var c22 = TStart.At(bias, 2, c + (2 * cStride) + (2 * TSimd.Lanes));
        var c30 = TStart.At(bias, 3, c + (3 * cStride));
        var c31 = TStart.At(bias, 3, c + (3 * cStride) + TSimd.Lanes);
        var c32 = TStart.At(bias, 3, c + (3 * cStride) + (2 * TSimd.Lanes));
        var c40 = TStart.At(bias, 4, c + (4 * cStride));
        var c41 = TStart.At(bias, 4, c + (4 * cStride) + TSimd.Lanes);
        var c42 = TStart.At(bias, 4, c + (4 * cStride) + (2 * TSimd.Lanes));
        var c50 = TStart.At(bias, 5, c + (5 * cStride));
        var c51 = TStart.At(bias, 5, c + (5 * cStride) + TSimd.Lanes);
        var c52 = TStart.At(bias, 5, c + (5 * cStride) + (2 * TSimd.Lanes));
        var c60 = TStart.At(bias, 6, c + (6 * cStride));
        var c61 = TStart.At(bias, 6, c + (6 * cStride) + TSimd.Lanes);
        var c62 = TStart.At(bias, 6, c + (6 * cStride) + (2 * TSimd.Lanes));
        var c70 = TStart.At(bias, 7, c + (7 * cStride));
        var c71 = TStart.At(bias, 7, c + (7 * cStride) + TSimd.Lanes);
        var c72 = TStart.At(bias, 7, c + (7 * cStride) + (2 * TSimd.Lanes));
        for (var channel = 0; channel < channels; channel++, b += bStride)
        {
            for (var tap = 0; tap < taps; tap++, a += PanelPacking.Rows)
            {
                var b0 = TSimd.Load(b + tap);
                var b1 = TSimd.Load(b + tap + TSimd.Lanes);
                var b2 = TSimd.Load(b + tap + (2 * TSimd.Lanes));
                var a0 = TSimd.Broadcast(a[0]);
                c00 = TSimd.MultiplyAdd(a0, b0, c00);
                c01 = TSimd.MultiplyAdd(a0, b1, c01);
                c02 = TSimd.MultiplyAdd(a0, b2, c02);
                var a1 = TSimd.Broadcast(a[1]);
                c10 = TSimd.MultiplyAdd(a1, b0, c10);
                c11 = TSimd.MultiplyAdd(a1, b1, c11);
                c12 = TSimd.MultiplyAdd(a1, b2, c12);
                var a2 = TSimd.Broadcast(a[2]);
                c20 = TSimd.MultiplyAdd(a2, b0, c20);
                c21 = TSimd.MultiplyAdd(a2, b1, c21);
                c22 = TSimd.MultiplyAdd(a2, b2, c22);
                var a3 = TSimd.Broadcast(a[3]);
                c30 = TSimd.MultiplyAdd(a3, b0, c30);
                c31 = TSimd.MultiplyAdd(a3, b1, c31);
                c32 = TSimd.MultiplyAdd(a3, b2, c32);
                var a4 = TSimd.Broadcast(a[4]);
                c40 = TSimd.MultiplyAdd(a4, b0, c40);
                c41 = TSimd.MultiplyAdd(a4, b1, c41);
                c42 = TSimd.MultiplyAdd(a4, b2, c42);
                var a5 = TSimd.Broadcast(a[5]);
                c50 = TSimd.MultiplyAdd(a5, b0, c50);
                c51 = TSimd.MultiplyAdd(a5, b1, c51);
                c52 = TSimd.MultiplyAdd(a5, b2, c52);
                var a6 = TSimd.Broadcast(a[6]);
                c60 = TSimd.MultiplyAdd(a6, b0, c60);
                c61 = TSimd.MultiplyAdd(a6, b1, c61);
                c62 = TSimd.MultiplyAdd(a6, b2, c62);
                var a7 = TSimd.Broadcast(a[7]);
                c70 = TSimd.MultiplyAdd(a7, b0, c70);
                c71 = TSimd.MultiplyAdd(a7, b1, c71);
                c72 = TSimd.MultiplyAdd(a7, b2, c72);
            }
        }

        TSimd.Store(c, c00);
        TSimd.Store(c + TSimd.Lanes, c01);
        TSimd.Store(c + (2 * TSimd.Lanes), c02);
        TSimd.Store(c + cStride, c10);
        TSimd.Store(c + cStride + TSimd.Lanes, c11);
        TSimd.Store(c + cStride + (2 * TSimd.Lanes), c12);
        TSimd.Store(c + (2 * cStride), c20);
        TSimd.Store(c + (2 * cStride) + TSimd.Lanes, c21);
        TSimd.Store(c + (2 * cStride) + (2 * TSimd.Lanes), c22);
        TSimd.Store(c + (3 * cStride), c30);
        TSimd.Store(c + (3 * cStride) + TSimd.Lanes, c31);
        TSimd.Store(c + (3 * cStride) + (2 * TSimd.Lanes), c32);
        TSimd.Store(c + (4 * cStride), c40);
        TSimd.Store(c + (4 * cStride) + TSimd.Lanes, c41);
        TSimd.Store(c + (4 * cStride) + (2 * TSimd.Lanes), c42);
        TSimd.Store(c + (5 * cStride), c50);
        TSimd.Store(c + (5 * cStride) + TSimd.Lanes, c51);
        TSimd.Store(c + (5 * cStride) + (2 * TSimd.Lanes), c52);
        TSimd.Store(c + (6 * cStride), c60);
        TSimd.Store(c + (6 * cStride) + TSimd.Lanes, c61);
        TSimd.Store(c + (6 * cStride) + (2 * TSimd.Lanes), c62);
        TSimd.Store(c + (7 * cStride), c70);
        TSimd.Store(c + (7 * cStride) + TSimd.Lanes, c71);
        TSimd.Store(c + (7 * cStride) + (2 * TSimd.Lanes), c72);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Micro8x2<TStart>(float* a, float* b, nint bStride, int channels, int taps, float* bias, float* c, nint cStride)
        where TStart : struct, IStart
    {
        var c00 = TStart.At(bias, 0, c);
        var c01 = TStart.At(bias, 0, c + TSimd.Lanes);
        var c10 = TStart.At(bias, 1, c + cStride);
        var c11 = TStart.At(bias, 1, c + cStride + TSimd.Lanes);
        var c20 = TStart.At(bias, 2, c + (2 * cStride));
        var c21 = TStart.At(bias, 2, c + (2 * cStride) + TSimd.Lanes);
        var c30 = TStart.At(bias, 3, c + (3 * cStride));
        var c31 = TStart.At(bias, 3, c + (3 * cStride) + TSimd.Lanes);
        var c40 = TStart.At(bias, 4, c + (4 * cStride));
        var c41 = TStart.At(bias, 4, c + (4 * cStride) + TSimd.Lanes);
        var c50 = TStart.At(bias, 5, c + (5 * cStride));
        var c51 = TStart.At(bias, 5, c + (5 * cStride) + TSimd.Lanes);
        var c60 = TStart.At(bias, 6, c + (6 * cStride));
        var c61 = TStart.At(bias, 6, c + (6 * cStride) + TSimd.Lanes);
        var c70 = TStart.At(bias, 7, c + (7 * cStride));
        var c71 = TStart.At(bias, 7, c + (7 * cStride) + TSimd.Lanes);
        for (var channel = 0; channel < channels; channel++, b += bStride)
        {
            for (var tap = 0; tap < taps; tap++, a += PanelPacking.Rows)
            {
                var b0 = TSimd.Load(b + tap);
                var b1 = TSimd.Load(b + tap + TSimd.Lanes);
                var a0 = TSimd.Broadcast(a[0]);
                c00 = TSimd.MultiplyAdd(a0, b0, c00);
                c01 = TSimd.MultiplyAdd(a0, b1, c01);
                var a1 = TSimd.Broadcast(a[1]);
                c10 = TSimd.MultiplyAdd(a1, b0, c10);
                c11 = TSimd.MultiplyAdd(a1, b1, c11);
                var a2 = TSimd.Broadcast(a[2]);
                c20 = TSimd.MultiplyAdd(a2, b0, c20);
                c21 = TSimd.MultiplyAdd(a2, b1, c21);
                var a3 = TSimd.Broadcast(a[3]);
                c30 = TSimd.MultiplyAdd(a3, b0, c30);
                c31 = TSimd.MultiplyAdd(a3, b1, c31);
                var a4 = TSimd.Broadcast(a[4]);
                c40 = TSimd.MultiplyAdd(a4, b0, c40);
                c41 = TSimd.MultiplyAdd(a4, b1, c41);
                var a5 = TSimd.Broadcast(a[5]);
                c50 = TSimd.MultiplyAdd(a5, b0, c50);
                c51 = TSimd.MultiplyAdd(a5, b1, c51);
                var a6 = TSimd.Broadcast(a[6]);
                c60 = TSimd.MultiplyAdd(a6, b0, c60);
                c61 = TSimd.MultiplyAdd(a6, b1, c61);
                var a7 = TSimd.Broadcast(a[7]);
                c70 = TSimd.MultiplyAdd(a7, b0, c70);
                c71 = TSimd.MultiplyAdd(a7, b1, c71);
            }
        }

        TSimd.Store(c, c00);
        TSimd.Store(c + TSimd.Lanes, c01);
        TSimd.Store(c + cStride, c10);
        TSimd.Store(c + cStride + TSimd.Lanes, c11);
        TSimd.Store(c + (2 * cStride), c20);
        TSimd.Store(c + (2 * cStride) + TSimd.Lanes, c21);
        TSimd.Store(c + (3 * cStride), c30);
        TSimd.Store(c + (3 * cStride) + TSimd.Lanes, c31);
        TSimd.Store(c + (4 * cStride), c40);
        TSimd.Store(c + (4 * cStride) + TSimd.Lanes, c41);
        TSimd.Store(c + (5 * cStride), c50);
        TSimd.Store(c + (5 * cStride) + TSimd.Lanes, c51);
        TSimd.Store(c + (6 * cStride), c60);
        TSimd.Store(c + (6 * cStride) + TSimd.Lanes, c61);
        TSimd.Store(c + (7 * cStride), c70);
        TSimd.Store(c + (7 * cStride) + TSimd.Lanes, c71);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Micro8x1<TStart>(float* a, float* b, nint bStride, int channels, int taps, float* bias, float* c, nint cStride)
        where TStart : struct, IStart
    {
        var c00 = TStart.At(bias, 0, c);
        var c10 = TStart.At(bias, 1, c + cStride);
        var c20 = TStart.At(bias, 2, c + (2 * cStride));
        var c30 = TStart.At(bias, 3, c + (3 * cStride));
        var c40 = TStart.At(bias, 4, c + (4 * cStride));
        var c50 = TStart.At(bias, 5, c + (5 * cStride));
        var c60 = TStart.At(bias, 6, c + (6 * cStride));
        var c70 = TStart.At(bias, 7, c + (7 * cStride));
        for (var channel = 0; channel < channels; channel++, b += bStride)
        {
            for (var tap = 0; tap < taps; tap++, a += PanelPacking.Rows)
            {
                var b0 = TSimd.Load(b + tap);
                var a0 = TSimd.Broadcast(a[0]);
                c00 = TSimd.MultiplyAdd(a0, b0, c00);
                var a1 = TSimd.Broadcast(a[1]);
                c10 = TSimd.MultiplyAdd(a1, b0, c10);
                var a2 = TSimd.Broadcast(a[2]);
                c20 = TSimd.MultiplyAdd(a2, b0, c20);
                var a3 = TSimd.Broadcast(a[3]);
                c30 = TSimd.MultiplyAdd(a3, b0, c30);
                var a4 = TSimd.Broadcast(a[4]);
                c40 = TSimd.MultiplyAdd(a4, b0, c40);
                var a5 = TSimd.Broadcast(a[5]);
                c50 = TSimd.MultiplyAdd(a5, b0, c50);
                var a6 = TSimd.Broadcast(a[6]);
                c60 = TSimd.MultiplyAdd(a6, b0, c60);
                var a7 = TSimd.Broadcast(a[7]);
                c70 = TSimd.MultiplyAdd(a7, b0, c70);
            }
        }

        TSimd.Store(c, c00);
        TSimd.Store(c + cStride, c10);
        TSimd.Store(c + (2 * cStride), c20);
        TSimd.Store(c + (3 * cStride), c30);
        TSimd.Store(c + (4 * cStride), c40);
        TSimd.Store(c + (5 * cStride), c50);
        TSimd.Store(c + (6 * cStride), c60);
        TSimd.Store(c + (7 * cStride), c70);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Micro4x3<TStart>(float* a, float* b, nint bStride, int channels, int taps, float* bias, float* c, nint cStride)
        where TStart : struct, IStart
    {
        var c00 = TStart.At(bias, 0, c);
        var c01 = TStart.At(bias, 0, c + TSimd.Lanes);
        var c02 = TStart.At(bias, 0, c + (2 * TSimd.Lanes));
        var c10 = TStart.At(bias, 1, c + cStride);
        var c11 = TStart.At(bias, 1, c + cStride + TSimd.Lanes);
        var c12 = TStart.At(bias, 1, c + cStride + (2 * TSimd.Lanes));
        var c20 = TStart.At(bias, 2, c + (2 * cStride));
        var c21 = TStart.At(bias, 2, c + (2 * cStride) + TSimd.Lanes);
        var c22 = TStart.At(bias, 2, c + (2 * cStride) + (2 * TSimd.Lanes));
        var c30 = TStart.At(bias, 3, c + (3 * cStride));
        var c31 = TStart.At(bias, 3, c + (3 * cStride) + TSimd.Lanes);
        var c32 = TStart.At(bias, 3, c + (3 * cStride) + (2 * TSimd.Lanes));
        for (var channel = 0; channel < channels; channel++, b += bStride)
        {
            for (var tap = 0; tap < taps; tap++, a += PanelPacking.Rows)
            {
                var b0 = TSimd.Load(b + tap);
                var b1 = TSimd.Load(b + tap + TSimd.Lanes);
                var b2 = TSimd.Load(b + tap + (2 * TSimd.Lanes));
                var a0 = TSimd.Broadcast(a[0]);
                c00 = TSimd.MultiplyAdd(a0, b0, c00);
                c01 = TSimd.MultiplyAdd(a0, b1, c01);
                c02 = TSimd.MultiplyAdd(a0, b2, c02);
                var a1 = TSimd.Broadcast(a[1]);
                c10 = TSimd.MultiplyAdd(a1, b0, c10);
                c11 = TSimd.MultiplyAdd(a1, b1, c11);
                c12 = TSimd.MultiplyAdd(a1, b2, c12);
                var a2 = TSimd.Broadcast(a[2]);
                c20 = TSimd.MultiplyAdd(a2, b0, c20);
                c21 = TSimd.MultiplyAdd(a2, b1, c21);
                c22 = TSimd.MultiplyAdd(a2, b2, c22);
                var a3 = TSimd.Broadcast(a[3]);
                c30 = TSimd.MultiplyAdd(a3, b0, c30);
                c31 = TSimd.MultiplyAdd(a3, b1, c31);
                c32 = TSimd.MultiplyAdd(a3, b2, c32);
            }
        }

        TSimd.Store(c, c00);
        TSimd.Store(c + TSimd.Lanes, c01);
        TSimd.Store(c + (2 * TSimd.Lanes), c02);
        TSimd.Store(c + cStride, c10);
        TSimd.Store(c + cStride + TSimd.Lanes, c11);
        TSimd.Store(c + cStride + (2 * TSimd.Lanes), c12);
        TSimd.Store(c + (2 * cStride), c20);
        TSimd.Store(c + (2 * cStride) + TSimd.Lanes, c21);
        TSimd.Store(c + (2 * cStride) + (2 * TSimd.Lanes), c22);
        TSimd.Store(c + (3 * cStride), c30);
        TSimd.Store(c + (3 * cStride) + TSimd.Lanes, c31);
        TSimd.Store(c + (3 * cStride) + (2 * TSimd.Lanes), c32);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Micro4x2<TStart>(float* a, float* b, nint bStride, int channels, int taps, float* bias, float* c, nint cStride)
        where TStart : struct, IStart
    {
        var c00 = TStart.At(bias, 0, c);
        var c01 = TStart.At(bias, 0, c + TSimd.Lanes);
        var c10 = TStart.At(bias, 1, c + cStride);
        var c11 = TStart.At(bias, 1, c + cStride + TSimd.Lanes);
        var c20 = TStart.At(bias, 2, c + (2 * cStride));
        var c21 = TStart.At(bias, 2, c + (2 * cStride) + TSimd.Lanes);
        var c30 = TStart.At(bias, 3, c + (3 * cStride));
        var c31 = TStart.At(bias, 3, c + (3 * cStride) + TSimd.Lanes);
        for (var channel = 0; channel < channels; channel++, b += bStride)
        {
            for (var tap = 0; tap < taps; tap++, a += PanelPacking.Rows)
            {
                var b0 = TSimd.Load(b + tap);
                var b1 = TSimd.Load(b + tap + TSimd.Lanes);
                var a0 = TSimd.Broadcast(a[0]);
                c00 = TSimd.MultiplyAdd(a0, b0, c00);
                c01 = TSimd.MultiplyAdd(a0, b1, c01);
                var a1 = TSimd.Broadcast(a[1]);
                c10 = TSimd.MultiplyAdd(a1, b0, c10);
                c11 = TSimd.MultiplyAdd(a1, b1, c11);
                var a2 = TSimd.Broadcast(a[2]);
                c20 = TSimd.MultiplyAdd(a2, b0, c20);
                c21 = TSimd.MultiplyAdd(a2, b1, c21);
                var a3 = TSimd.Broadcast(a[3]);
                c30 = TSimd.MultiplyAdd(a3, b0, c30);
                c31 = TSimd.MultiplyAdd(a3, b1, c31);
            }
        }

        TSimd.Store(c, c00);
        TSimd.Store(c + TSimd.Lanes, c01);
        TSimd.Store(c + cStride, c10);
        TSimd.Store(c + cStride + TSimd.Lanes, c11);
        TSimd.Store(c + (2 * cStride), c20);
        TSimd.Store(c + (2 * cStride) + TSimd.Lanes, c21);
        TSimd.Store(c + (3 * cStride), c30);
        TSimd.Store(c + (3 * cStride) + TSimd.Lanes, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Micro4x1<TStart>(float* a, float* b, nint bStride, int channels, int taps, float* bias, float* c, nint cStride)
        where TStart : struct, IStart
    {
        var c00 = TStart.At(bias, 0, c);
        var c10 = TStart.At(bias, 1, c + cStride);
        var c20 = TStart.At(bias, 2, c + (2 * cStride));
        var c30 = TStart.At(bias, 3, c + (3 * cStride));
        for (var channel = 0; channel < channels; channel++, b += bStride)
        {
            for (var tap = 0; tap < taps; tap++, a += PanelPacking.Rows)
            {
                var b0 = TSimd.Load(b + tap);
                var a0 = TSimd.Broadcast(a[0]);
                c00 = TSimd.MultiplyAdd(a0, b0, c00);
                var a1 = TSimd.Broadcast(a[1]);
                c10 = TSimd.MultiplyAdd(a1, b0, c10);
                var a2 = TSimd.Broadcast(a[2]);
                c20 = TSimd.MultiplyAdd(a2, b0, c20);
                var a3 = TSimd.Broadcast(a[3]);
                c30 = TSimd.MultiplyAdd(a3, b0, c30);
            }
        }

        TSimd.Store(c, c00);
        TSimd.Store(c + cStride, c10);
        TSimd.Store(c + (2 * cStride), c20);
        TSimd.Store(c + (3 * cStride), c30);
    }
}

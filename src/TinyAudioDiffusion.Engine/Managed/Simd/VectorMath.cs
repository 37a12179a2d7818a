using System.Runtime.CompilerServices;

namespace TinyAudioDiffusion.Engine.Managed.Simd;

/// <summary>
/// The functions that activations and softmax need, on vectors, from the same sequence of exactly rounded operations at every width. exp(x)
/// = 2^n exp(r) with n = round(x / ln 2) and |r| at most ln 2 / 2. exp(r) and 2^r are minimax polynomials of degree 5 that are exactly 1 at
/// 0 (relative error 9.2e-8), so that with rounding the relative error stays below 2.5e-7. Arguments outside [-87, 88] are clamped.
/// </summary>
internal static unsafe class VectorMath<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private const float Log2E = 1.44269504088896341f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float Round = 12582912f; // 1.5 * 2^23: adding it rounds to an integer that stands in the low bits.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        x = TSimd.Min(TSimd.Max(x, TSimd.Broadcast(-87f)), TSimd.Broadcast(88f));
        var shifted = TSimd.MultiplyAdd(x, TSimd.Broadcast(Log2E), TSimd.Broadcast(Round));
        var n = TSimd.Subtract(shifted, TSimd.Broadcast(Round));
        var r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2High), x);
        r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2Low), r);

        var p = TSimd.MultiplyAdd(TSimd.Broadcast(0.008290322f), r, TSimd.Broadcast(0.041897947f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.16667636f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.4999915f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.9999997f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1f));
        return TSimd.ScaleByPowerOfTwo(p, shifted);
    }

    /// <summary>2^x for x at most 0, as softmax needs it; below -125 it is 2^-125.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpBase2OfNonPositive(TVector x)
    {
        x = TSimd.Max(x, TSimd.Broadcast(-125f));
        var shifted = TSimd.Add(x, TSimd.Broadcast(Round));
        var r = TSimd.Subtract(x, TSimd.Subtract(shifted, TSimd.Broadcast(Round)));

        var p = TSimd.MultiplyAdd(TSimd.Broadcast(0.0013264738f), r, TSimd.Broadcast(0.0096715167f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.055507338f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.24022242f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.69314698f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1f));
        return TSimd.ScaleByPowerOfTwo(p, shifted);
    }

    /// <summary>x / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Silu(TVector x)
    {
        var e = Exp(TSimd.Subtract(TSimd.Zero, x));
        return TSimd.Divide(x, TSimd.Add(TSimd.Broadcast(1f), e));
    }
    /// <summary>The derivative of <see cref="Silu"/>: s (1 + x (1 - s)), where s = 1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SiluDerivative(TVector x)
    {
        var e = Exp(TSimd.Subtract(TSimd.Zero, x));
        var s = TSimd.Divide(TSimd.Broadcast(1f), TSimd.Add(TSimd.Broadcast(1f), e));
        return TSimd.Multiply(s, TSimd.MultiplyAdd(x, TSimd.Multiply(e, s), TSimd.Broadcast(1f)));
    }
}

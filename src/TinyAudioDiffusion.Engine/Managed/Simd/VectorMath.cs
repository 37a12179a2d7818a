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

    /// <summary>
    /// x Phi(x) = max(x, 0) - u h(u) exp(-u^2 / 2) with u = |x|, where nothing cancels: absolute error below 5e-7 up to 14, relative error
    /// below 1e-6 for negative x down to -5.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gelu(TVector x)
    {
        var u = Absolute(x);
        var tail = TSimd.Multiply(Tail(u), HalfSquareExp(u));
        return TSimd.Subtract(TSimd.Max(x, TSimd.Zero), TSimd.Multiply(u, tail));
    }

    /// <summary>
    /// The derivative of <see cref="Gelu"/>, Phi(x) + x phi(x) = 1/2 + sign(x) (1/2 - exp(-u^2 / 2) (h(u) - u / sqrt(2 pi))).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector GeluDerivative(TVector x)
    {
        var u = Absolute(x);
        var half = TSimd.Broadcast(0.5f);
        var slope = TSimd.Multiply(HalfSquareExp(u), TSimd.MultiplyAdd(u, TSimd.Broadcast(-0.3989423f), Tail(u)));
        var sign = TSimd.Divide(x, TSimd.Max(u, TSimd.Broadcast(1e-30f))); // at 0, where any sign will do, it is 0
        return TSimd.MultiplyAdd(sign, TSimd.Subtract(half, slope), half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Absolute(TVector x) => TSimd.Max(x, TSimd.Subtract(TSimd.Zero, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector HalfSquareExp(TVector u) => Exp(TSimd.Multiply(TSimd.Multiply(u, TSimd.Broadcast(-0.5f)), u));

    /// <summary>
    /// h(u) = erfc(u / sqrt 2) exp(u^2 / 2) / 2 for u at least 0: a minimax polynomial of degree 8 in 1 / (1 + 0.3 u) without a constant
    /// term (relative error 1.5e-7 up to 14, where exp(-u^2 / 2) ends the range).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tail(TVector u)
    {
        var one = TSimd.Broadcast(1f);
        var t = TSimd.Divide(one, TSimd.MultiplyAdd(u, TSimd.Broadcast(0.3f), one));
        var p = TSimd.MultiplyAdd(TSimd.Broadcast(0.035674218f), t, TSimd.Broadcast(-0.15720089f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.2063499f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(-0.053680446f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.12855999f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.09991398f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.12075388f));
        p = TSimd.MultiplyAdd(p, t, TSimd.Broadcast(0.1196293f));
        return TSimd.Multiply(p, t);
    }
}

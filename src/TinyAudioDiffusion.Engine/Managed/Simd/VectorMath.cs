using System.Runtime.CompilerServices;

namespace TinyAudioDiffusion.Engine.Managed.Simd;

/// <summary>
/// The functions that activations and softmax need, on vectors.
/// exp(x) = 2^n exp(r), n = round(x / ln 2), |r| at most ln 2 / 2, exp(r) by a polynomial of degree 6 (minimax over that interval, coefficients of
/// the Cephes library's expf); relative error below 2^-22.5 in [-87, 88], clamped outside. The same sequence of exactly rounded operations at every width.
/// </summary>
internal static unsafe class VectorMath<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : unmanaged
{
    private const float Log2E = 1.44269504088896341f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float Round = 12582912f; // 1.5 * 2^23: adding it rounds to an integer that stands in the low bits.
    private const float Smallest = -87f;
    private const float Largest = 88f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        x = TSimd.Min(TSimd.Max(x, TSimd.Broadcast(Smallest)), TSimd.Broadcast(Largest));
        var shifted = TSimd.MultiplyAdd(x, TSimd.Broadcast(Log2E), TSimd.Broadcast(Round));
        var n = TSimd.Subtract(shifted, TSimd.Broadcast(Round));
        var r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2High), x);
        r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2Low), r);

        var p = TSimd.MultiplyAdd(TSimd.Broadcast(1.9875691500e-4f), r, TSimd.Broadcast(1.3981999507e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(8.3334519073e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(4.1665795894e-2f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1.6666665459e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(5.0000001201e-1f));
        p = TSimd.MultiplyAdd(p, TSimd.Multiply(r, r), TSimd.Add(r, TSimd.Broadcast(1f)));
        return TSimd.ScaleByPowerOfTwo(p, shifted);
    }

    /// <summary>x / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Silu(TVector x)
    {
        var e = Exp(TSimd.Subtract(TSimd.Zero, x));
        return TSimd.Divide(x, TSimd.Add(TSimd.Broadcast(1f), e));
    }
}

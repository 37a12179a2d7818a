using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Limits;

/// <summary>Multiply-adds in registers only, in enough independent chains to hide their latency. No kernel can be faster.</summary>
internal unsafe struct PeakJob : IVectorJob
{
    public const int Chains = 12;

    public int Rounds;
    public float* Sink;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (factor, addend) = (TSimd.Broadcast(0.999999f), TSimd.Broadcast(1e-6f));
        TVector a = addend, b = addend, c = addend, d = addend, e = addend, f = addend;
        TVector g = addend, h = addend, i = addend, j = addend, k = addend, l = addend;
        for (var round = 0; round < Rounds; round++)
        {
            a = TSimd.MultiplyAdd(a, factor, addend);
            b = TSimd.MultiplyAdd(b, factor, addend);
            c = TSimd.MultiplyAdd(c, factor, addend);
            d = TSimd.MultiplyAdd(d, factor, addend);
            e = TSimd.MultiplyAdd(e, factor, addend);
            f = TSimd.MultiplyAdd(f, factor, addend);
            g = TSimd.MultiplyAdd(g, factor, addend);
            h = TSimd.MultiplyAdd(h, factor, addend);
            i = TSimd.MultiplyAdd(i, factor, addend);
            j = TSimd.MultiplyAdd(j, factor, addend);
            k = TSimd.MultiplyAdd(k, factor, addend);
            l = TSimd.MultiplyAdd(l, factor, addend);
        }

        var sum = TSimd.Add(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Add(TSimd.Add(e, f), TSimd.Add(g, h)));
        sum = TSimd.Add(sum, TSimd.Add(TSimd.Add(i, j), TSimd.Add(k, l)));
        TSimd.Store(Sink + (part * Columns.Block), sum);
    }
}

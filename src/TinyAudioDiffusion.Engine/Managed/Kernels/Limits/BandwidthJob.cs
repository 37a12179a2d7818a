using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Limits;

/// <summary>Reads a piece of memory far larger than the caches.</summary>
internal unsafe struct BandwidthJob : IVectorJob
{
    public float* Data;
    public long FloatsPerPart;
    public float* Sink;

    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var (a, b, c, d) = (TSimd.Zero, TSimd.Zero, TSimd.Zero, TSimd.Zero);
        var from = Data + (part * FloatsPerPart);
        for (var end = from + FloatsPerPart; from < end; from += 4 * TSimd.Lanes)
        {
            a = TSimd.Add(a, TSimd.Load(from));
            b = TSimd.Add(b, TSimd.Load(from + TSimd.Lanes));
            c = TSimd.Add(c, TSimd.Load(from + (2 * TSimd.Lanes)));
            d = TSimd.Add(d, TSimd.Load(from + (3 * TSimd.Lanes)));
        }

        TSimd.Store(Sink + (part * Columns.Block), TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)));
    }
}

using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Arithmetic;

/// <summary>
/// target = target + addend, or target = factor * addend if <see cref="Replace"/> is set, element by element. Memory bandwidth limits it. A
/// part is a contiguous piece. Scalar twins: Accumulate and Multiply.
/// </summary>
internal unsafe struct AccumulationJob : IVectorJob
{
    private const int FloatsPerPart = 1 << 15;

    public float* Target;
    public float* Addend;
    public float Factor;
    public bool Replace;

    /// <summary>The number of floats, a multiple of <see cref="Columns.Block"/>.</summary>
    public long Length;

    public readonly int Parts => checked((int)((Length + FloatsPerPart - 1) / FloatsPerPart));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute<TSimd, TVector>(int part, Scratch scratch)
        where TSimd : struct, ISimd<TVector>
        where TVector : unmanaged
    {
        var start = (long)part * FloatsPerPart;
        var count = (int)Math.Min(FloatsPerPart, Length - start);
        var target = Target + start;
        var addend = Addend + start;
        var factor = TSimd.Broadcast(Factor);
        for (var i = 0; i < count; i += TSimd.Lanes)
        {
            var value = TSimd.Load(addend + i);
            TSimd.Store(target + i, Replace ? TSimd.Multiply(value, factor) : TSimd.Add(TSimd.Load(target + i), value));
        }
    }
}

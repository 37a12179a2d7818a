using System.Runtime.Intrinsics;
using TinyAudioDiffusion.Engine.Managed.Threading;

namespace TinyAudioDiffusion.Engine.Managed.Kernels.Optimization;

/// <summary>
/// Sums squares of floats in double. A part is a piece of one array; where the cuts are depends on the lengths alone, and each piece has
/// four chains, so the sum has the same bits on every machine and for any number of threads. Scalar twin: Norm.
/// </summary>
internal unsafe struct NormJob : IParallelJob
{
    public const int LongestPiece = 1 << 15;

    /// <summary>The pieces, one for each part.</summary>
    public Piece* Pieces;

    /// <summary>Receives the sum of each piece.</summary>
    public double* Sums;

    public readonly void Execute(int part, Scratch scratch)
    {
        var values = Pieces[part].Values;
        var length = Pieces[part].Length;
        var (ab, cd) = (Vector128<double>.Zero, Vector128<double>.Zero);
        var i = 0;
        for (; i <= length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(values + i));
            ab += low * low;
            cd += high * high;
        }

        var a = ab[0];
        for (; i < length; i++)
            a += (double)values[i] * values[i];
        Sums[part] = a + ab[1] + cd[0] + cd[1];
    }

    /// <summary>A piece of an array.</summary>
    internal struct Piece
    {
        public float* Values;
        public int Length;
    }
}

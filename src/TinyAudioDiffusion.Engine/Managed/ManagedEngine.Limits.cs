using System.Diagnostics;
using TinyAudioDiffusion.Engine.Managed.Kernels.Limits;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed;

// The limits of the machine, with the threads and the vector width of this engine.
public sealed unsafe partial class ManagedEngine
{
    /// <summary>Measures the rate of multiply-adds in registers; each counts as two operations.</summary>
    /// <returns>The best of several short runs, in floating-point operations per second.</returns>
    public double MeasureMultiplyAddPeak()
    {
        const int Rounds = 2_000_000;
        using var sink = new AlignedBuffer((long)Threads * Columns.Block);
        var lanes = Width switch { SimdWidth.Vector512 => 16, SimdWidth.Vector256 => 8, _ => 4 };
        return BestRate(
            () => Run(new PeakJob { Rounds = Rounds, Sink = sink.Pointer }, Threads),
            2.0 * Rounds * PeakJob.Chains * lanes * Threads);
    }

    /// <summary>Measures the bandwidth of reads from memory.</summary>
    /// <returns>The best of several runs over 256 MB, in bytes per second.</returns>
    public double MeasureReadBandwidth()
    {
        const long Floats = 64L << 20;
        using var data = new AlignedBuffer(Floats);
        for (long i = 0; i < Floats; i++)
            data.Pointer[i] = 1f;
        using var sink = new AlignedBuffer((long)Threads * Columns.Block);
        var share = Floats / Threads / 64 * 64;
        return BestRate(
            () => Run(new BandwidthJob { Data = data.Pointer, FloatsPerPart = share, Sink = sink.Pointer }, Threads),
            (double)share * Threads * sizeof(float));
    }

    private static double BestRate(Action run, double work)
    {
        const int Runs = 7;
        var best = double.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return work / best;
    }
}

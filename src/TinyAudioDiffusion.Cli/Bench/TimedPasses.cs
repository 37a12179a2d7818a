using System.Diagnostics;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine.Diagnostics;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>Network calls as a sampler makes them, from host memory to host memory.</summary>
internal sealed class TimedPasses
{
    private const float KnownLevel = 0.5f;
    private const int LeastWarmUps = 3;
    private const double LeastWarmUpSeconds = 0.5;
    private const int AllocationSteps = 3;

    private readonly IDiffusionModel _model;
    private readonly ProfilingEngine _profile;
    private readonly float[] _noisy;
    private readonly float[] _velocity;
    private readonly float[] _noiseLevels;
    private readonly float[] _heard;
    private int _newLevels;

    public TimedPasses(IDiffusionModel model, ProfilingEngine profile, int batch)
    {
        (_model, _profile) = (model, profile);
        var info = model.Info;
        Samples = info.NativeLength;
        var size = checked(info.Channels * Samples);
        _noisy = new float[checked(batch * size)];
        _velocity = new float[_noisy.Length];
        _noiseLevels = new float[batch];
        _heard = new float[batch * (info.Condition?.SizeOf(info.Channels, Samples) ?? 0)];
        for (var item = 0; item < batch; item++)
            new NoiseStream((ulong)item).Fill(_noisy.AsSpan(item * size, size), info.Channels, draw: 0);
    }

    /// <summary>Gets the length of a clip in samples of each channel.</summary>
    public int Samples { get; }

    /// <summary>Makes one call at a noise level of earlier calls, as every sound of a schedule after the first does.</summary>
    /// <returns>Its seconds.</returns>
    public double AtKnownLevel() => Call(KnownLevel);

    /// <summary>Makes one call at a noise level that no earlier call had, as the first sound of a schedule does.</summary>
    /// <returns>Its seconds.</returns>
    public double AtNewLevel()
    {
        // The fractional parts of the golden ratio's multiples fill [0, 1) evenly and never repeat.
        const double GoldenRatio = 0.6180339887498949;
        return Call((float)(++_newLevels * GoldenRatio % 1));
    }

    /// <summary>Makes calls until the code is compiled in its final form and all pools are filled.</summary>
    public void WarmUp(CancellationToken cancellationToken)
    {
        var seconds = 0.0;
        for (var pass = 0; pass < LeastWarmUps || seconds < LeastWarmUpSeconds; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            seconds += AtKnownLevel();
        }
    }

    /// <summary>Measures the bytes that one step allocates on the managed heap, on all threads: the median of a few steps.</summary>
    public long AllocatedPerStep()
    {
        var allocated = new long[AllocationSteps];
        for (var step = 0; step < AllocationSteps; step++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            _ = AtKnownLevel();
            allocated[step] = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        Array.Sort(allocated);
        return allocated[AllocationSteps / 2];
    }

    /// <summary>Times passes at new noise levels.</summary>
    /// <returns>The median, in seconds.</returns>
    public double RunAtNewLevels(int passes, CancellationToken cancellationToken)
    {
        var seconds = new double[passes];
        for (var pass = 0; pass < passes; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            seconds[pass] = AtNewLevel();
        }

        Array.Sort(seconds);
        return seconds[passes / 2];
    }

    /// <summary>Times passes one by one.</summary>
    /// <returns>The passes, the fastest first.</returns>
    public List<(double Seconds, IReadOnlyList<OperationTiming> Operations)> Run(int passes, CancellationToken cancellationToken)
    {
        var timed = new List<(double Seconds, IReadOnlyList<OperationTiming> Operations)>(passes);
        for (var pass = 0; pass < passes; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _profile.Reset();
            timed.Add((AtKnownLevel(), _profile.Timings()));
        }

        return [.. timed.OrderBy(pass => pass.Seconds)];
    }

    private double Call(float noiseLevel)
    {
        Array.Fill(_noiseLevels, noiseLevel);
        var start = Stopwatch.GetTimestamp();
        _model.PredictVelocity(
            new VelocityRequest { Noisy = _noisy, NoiseLevels = _noiseLevels, Samples = Samples, Conditions = _heard }, _velocity);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

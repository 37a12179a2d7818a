using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>Operations that move or weigh values and multiply no matrices, on one stereo spectrum.</summary>
public class MovementBenchmarks : EngineBenchmark
{
    private Tensor _rows = null!;
    private Tensor _gates = null!;
    private NormalizationWeights _norm = null!;

    [Benchmark(Baseline = true)]
    public void Add() => Engine.Add(_rows, _gates).Dispose();

    [Benchmark]
    public void Multiply() => Engine.Multiply(_rows, _gates).Dispose();

    [Benchmark]
    public void Reshape() => Engine.Reshape(_rows, new Shape(2, 512, 256)).Dispose();

    [Benchmark]
    public void Patch() => Engine.Patch(_rows, 8).Dispose();

    [Benchmark]
    public void NormalizeGroups() => Engine.NormalizeGroups(_rows, _norm, Activation.Silu).Dispose();

    protected override void CreateOperands()
    {
        (_rows, _gates, _norm) = (Tensor(1, 8, 32768), Tensor(1, 8, 32768), Norm(8, groups: 8));
    }
}

using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>Attention of a Dance Diffusion network between its own convolutions.</summary>
public class AttendHeadsBenchmarks : EngineBenchmark
{
    private Tensor _query = null!;
    private Tensor _keyValue = null!;

    /// <summary>The channels and samples of a level, with heads of 32 features.</summary>
    public sealed record Level(int Channels, int Samples) : IWork
    {
        public double FloatingPointOperations => 4.0 * Channels * Samples * Samples;

        public override string ToString() => $"{Channels} x {Samples}";
    }

    public static IEnumerable<Level> Shapes => [new(256, 1024), new(512, 256), new(512, 64)];

    [ParamsSource(nameof(Shapes))]
    public Level Shape { get; set; } = null!;

    [Benchmark]
    public void AttendHeads() => Engine.AttendHeads(_query, _keyValue, Shape.Channels / 32).Dispose();

    protected override void CreateOperands()
    {
        _query = Tensor(1, Shape.Channels, Shape.Samples);
        _keyValue = Tensor(1, 2 * Shape.Channels, Shape.Samples);
    }
}

using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>Self-attention with 8 heads of 64 features: normalisations, projections, products, projection back.</summary>
public class AttendBenchmarks : EngineBenchmark
{
    private const int Heads = 8;
    private const int Features = 64;

    private Tensor _x = null!;
    private AttentionWeights _attention = null!;

    public readonly record struct Level(int Channels, int Tokens) : IWork
    {
        public double FloatingPointOperations
            => (2.0 * 4 * Channels * Heads * Features * Tokens) + (4.0 * Heads * Features * Tokens * Tokens);

        public override string ToString() => $"{Channels} x {Tokens}";
    }

    public static IEnumerable<Level> Levels { get; } = [new(128, 1024), new(256, 512), new(256, 256)];

    [ParamsSource(nameof(Levels))]
    public Level Shape { get; set; }

    [Benchmark]
    public void Attend() => Engine.Attend(_x, null, _attention).Dispose();

    protected override void CreateOperands()
    {
        _x = Tensor(1, Shape.Channels, Shape.Tokens);
        _attention = Attention(Shape.Channels, Heads, Features);
    }
}

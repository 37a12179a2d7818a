using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>
/// The backward of self-attention with 8 heads of 64 features: five products for the forward's two, and for each projection the gradients
/// of input and matrix.
/// </summary>
public class AttendGradientBenchmarks : EngineBenchmark
{
    private const int Heads = 8;
    private const int Features = 64;

    private Tensor _x = null!;
    private Tensor _dy = null!;
    private AttentionWeights _attention = null!;
    private IDisposable? _kept;

    public readonly record struct Level(int Channels, int Tokens) : IWork
    {
        public double FloatingPointOperations
            => (2.0 * 8 * Channels * Heads * Features * Tokens) + (10.0 * Heads * Features * Tokens * Tokens);

        public override string ToString() => $"{Channels} x {Tokens}";
    }

    public static IEnumerable<Level> Levels { get; } = [new(128, 1024), new(256, 512), new(256, 256)];

    [ParamsSource(nameof(Levels))]
    public Level Shape { get; set; }

    private IGradientOperations Backward => (IGradientOperations)Engine;

    [Benchmark]
    public void AttendBackward() => Backward.AttendBackward(_x, context: null, _attention, _kept, _dy, Gradients).X.Dispose();

    protected override void CreateOperands()
    {
        _x = Tensor(1, Shape.Channels, Shape.Tokens);
        _dy = Tensor(1, Shape.Channels, Shape.Tokens);
        _attention = Attention(Shape.Channels, Heads, Features);
        (var y, _kept) = Backward.AttendKeeping(_x, context: null, _attention);
        y.Dispose();
    }
}

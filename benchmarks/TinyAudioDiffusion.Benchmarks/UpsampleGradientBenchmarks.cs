using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>
/// The backward of what doubles the rate between two levels. Work is counted as performed: four products at the lower rate where the
/// reference has six.
/// </summary>
public class UpsampleGradientBenchmarks : EngineBenchmark
{
    private const int Factor = 2;

    private Tensor _wide = null!;
    private Tensor _narrow = null!;
    private ConvolutionWeights _up = null!;

    public readonly record struct Step(int Outer, int Inner, int Samples) : IWork
    {
        public double FloatingPointOperations => 2 * 2.0 * 4 * Outer * Inner * (Samples / Factor);

        public override string ToString() => $"{Outer} x {Samples} and {Inner} x {Samples / Factor}";
    }

    public static IEnumerable<Step> Steps { get; } =
        [new(32, 32, 32768), new(32, 64, 16384), new(64, 64, 8192), new(64, 128, 4096), new(128, 128, 2048), new(128, 256, 1024),
            new(256, 256, 512)];

    [ParamsSource(nameof(Steps))]
    public Step Shape { get; set; }

    [Benchmark]
    public void Backward() => ((IGradientOperations)Engine).UpsampleBackward(_narrow, _up, Factor, _wide, Gradients).Dispose();

    protected override void CreateOperands()
    {
        _wide = Tensor(1, Shape.Outer, Shape.Samples);
        _narrow = Tensor(1, Shape.Inner, Shape.Samples / Factor);
        _up = Convolution(Shape.Outer, Shape.Inner, taps: 3, WeightUse.Upsampling);
    }
}

using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>What leads from one level of the network to the next.</summary>
public abstract class ResampleBenchmarks : EngineBenchmark
{
    /// <summary>A level: outer channels and samples, its own channels, and the factor between the two rates.</summary>
    public sealed record Level(int Outer, int Inner, int Samples, int Factor, bool Up) : IWork
    {
        // As the reference performs them: up at the higher rate with three taps, down at the lower one with as many taps as the factor.
        public double FloatingPointOperations => 2.0 * Outer * Inner * Samples * (Up ? 3 : 1);

        public override string ToString() => Up ? $"{Inner} to {Outer} x {Samples}" : $"{Outer} x {Samples} to {Inner}";
    }

    protected static IEnumerable<Level> Levels(bool up) =>
    [
        new(2, 32, 32768, 1, up), new(32, 32, 32768, 2, up), new(32, 64, 16384, 2, up), new(64, 64, 8192, 2, up),
        new(64, 128, 4096, 2, up), new(128, 128, 2048, 2, up), new(128, 256, 1024, 2, up), new(256, 256, 512, 2, up),
    ];
}

/// <summary>Strided convolution, kernel = stride = factor.</summary>
public class DownsampleBenchmarks : ResampleBenchmarks
{
    private Tensor _x = null!;
    private ConvolutionWeights _convolution = null!;

    public static IEnumerable<Level> Shapes => Levels(up: false);

    [ParamsSource(nameof(Shapes))]
    public Level Shape { get; set; } = null!;

    [Benchmark]
    public void Downsample() => Engine.Downsample(_x, _convolution).Dispose();

    protected override void CreateOperands()
    {
        _x = Tensor(1, Shape.Outer, Shape.Samples);
        _convolution = Convolution(Shape.Inner, Shape.Outer, Shape.Factor);
    }
}

/// <summary>Nearest-neighbour upsampling and a convolution of three taps, merged with the skip.</summary>
public class UpsampleBenchmarks : ResampleBenchmarks
{
    private Tensor _x = null!;
    private Tensor _skip = null!;
    private Tensor _scale = null!;
    private ConvolutionWeights _convolution = null!;

    public static IEnumerable<Level> Shapes => Levels(up: true);

    [ParamsSource(nameof(Shapes))]
    public Level Shape { get; set; } = null!;

    [Benchmark]
    public void Upsample() => Engine.Upsample(_x, _convolution, Shape.Factor, _skip, _scale).Dispose();

    protected override void CreateOperands()
    {
        _x = Tensor(1, Shape.Inner, Shape.Samples / Shape.Factor);
        _skip = Tensor(1, Shape.Outer, Shape.Samples);
        _scale = Tensor(1, Shape.Outer);
        _convolution = Convolution(Shape.Outer, Shape.Inner, taps: 3, WeightUse.Upsampling);
    }
}

using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>
/// The second convolution of a residual item: group normalisation and SiLU on the way in, residual and modulation on the way out.
/// </summary>
public class ConvolveBenchmarks : EngineBenchmark
{
    private Tensor _x = null!;
    private Tensor _modulation = null!;
    private ConvolutionWeights _convolution = null!;
    private NormalizationWeights _norm = null!;

    public readonly record struct Level(int Channels, int Samples) : IWork
    {
        public double FloatingPointOperations => 2.0 * 3 * Channels * Channels * Samples;

        public override string ToString() => $"{Channels} x {Samples}";
    }

    public static IEnumerable<Level> Levels { get; } =
        [new(32, 32768), new(32, 16384), new(64, 8192), new(64, 4096), new(128, 2048), new(128, 1024), new(256, 512), new(256, 256)];

    [ParamsSource(nameof(Levels))]
    public Level Shape { get; set; }

    [Benchmark]
    public void Convolve() => Engine.Convolve(_x, _convolution, _norm, _x, _modulation).Dispose();

    protected override void CreateOperands()
    {
        _x = Tensor(1, Shape.Channels, Shape.Samples);
        _modulation = Tensor(1, 2 * Shape.Channels);
        _convolution = Convolution(Shape.Channels, Shape.Channels, taps: 3);
        _norm = Norm(Shape.Channels, groups: 8);
    }
}

using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>
/// The backward of a convolution behind a group normalisation and SiLU: the gradients of the kernel, the bias, the normalisation and the
/// input.
/// </summary>
public class ConvolveGradientBenchmarks : EngineBenchmark
{
    private Tensor _x = null!;
    private Tensor _dy = null!;
    private ConvolutionWeights _convolution = null!;
    private NormalizationWeights _norm = null!;

    public readonly record struct Level(int Channels, int Samples) : IWork
    {
        public double FloatingPointOperations => 2 * 2.0 * 3 * Channels * Channels * Samples;

        public override string ToString() => $"{Channels} x {Samples}";
    }

    public static IEnumerable<Level> Levels { get; } = ConvolveBenchmarks.Levels.Select(level => new Level(level.Channels, level.Samples));

    [ParamsSource(nameof(Levels))]
    public Level Shape { get; set; }

    [Benchmark]
    public void Backward()
        => ((IGradientOperations)Engine).ConvolveBackward(_x, _convolution, _norm, _dy, wantsInput: true, Gradients)!.Dispose();

    protected override void CreateOperands()
    {
        _x = Tensor(1, Shape.Channels, Shape.Samples);
        _dy = Tensor(1, Shape.Channels, Shape.Samples);
        _convolution = Convolution(Shape.Channels, Shape.Channels, taps: 3);
        _norm = Norm(Shape.Channels, groups: 8);
    }
}

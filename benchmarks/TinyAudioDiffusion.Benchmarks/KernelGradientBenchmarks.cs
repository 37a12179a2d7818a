using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>The gradient of a kernel alone, the sum over columns.</summary>
public class KernelGradientBenchmarks : EngineBenchmark
{
    private Tensor _x = null!;
    private Tensor _dy = null!;
    private ConvolutionWeights _convolution = null!;

    public static IEnumerable<ConvolveBenchmarks.Level> Levels => ConvolveBenchmarks.Levels;

    [ParamsSource(nameof(Levels))]
    public ConvolveBenchmarks.Level Shape { get; set; }

    [Benchmark]
    public void Backward()
        => ((IGradientOperations)Engine).ConvolveBackward(_x, _convolution, norm: null, _dy, wantsInput: false, Gradients);

    protected override void CreateOperands()
    {
        _x = Tensor(1, Shape.Channels, Shape.Samples);
        _dy = Tensor(1, Shape.Channels, Shape.Samples);
        _convolution = Convolution(Shape.Channels, Shape.Channels, taps: 3);
    }
}

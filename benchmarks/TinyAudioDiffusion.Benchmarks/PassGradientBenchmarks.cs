using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>
/// What passes over memory in a backward step and computes little: modulation, a skip's scale, sums, and the linear maps of modulation
/// layers.
/// </summary>
public class PassGradientBenchmarks : EngineBenchmark
{
    private Tensor _x = null!;
    private Tensor _dy = null!;
    private Tensor _scaleAndShift = null!;
    private Tensor _scale = null!;
    private Tensor _features = null!;
    private LinearWeights _linear = null!;

    public static IEnumerable<ConvolveBenchmarks.Level> Levels => ConvolveBenchmarks.Levels;

    [ParamsSource(nameof(Levels))]
    public ConvolveBenchmarks.Level Shape { get; set; }

    private IGradientOperations Operations => (IGradientOperations)Engine;

    [Benchmark]
    public void Modulate()
    {
        var (x, modulation) = Operations.ModulateBackward(_x, _scaleAndShift, _dy);
        x.Dispose();
        modulation.Dispose();
    }

    [Benchmark]
    public void Scale()
    {
        var (x, scale) = Operations.ScaleBackward(_x, _scale, _dy);
        x.Dispose();
        scale.Dispose();
    }

    [Benchmark]
    public void Accumulate() => Operations.Accumulate(_x, _dy);

    [Benchmark]
    public void Linear() => Operations.LinearBackward(
        _features, _linear, Activation.Silu, Activation.Identity, _scaleAndShift, wantsInput: true, Gradients)!.Dispose();

    protected override void CreateOperands()
    {
        _x = Tensor(1, Shape.Channels, Shape.Samples);
        _dy = Tensor(1, Shape.Channels, Shape.Samples);
        _scaleAndShift = Tensor(1, 2 * Shape.Channels);
        _scale = Tensor(1, Shape.Channels);
        _features = Tensor(1, 1024);
        _linear = Linear(2 * Shape.Channels, 1024);
    }
}

using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Benchmarks.Configuration;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Scalar;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>
/// Linear maps of one feature vector: time conditioning (with GELU) and modulations (with SiLU). Weights are read once, so memory decides.
/// </summary>
public class LinearBenchmarks : EngineBenchmark
{
    private static readonly ScalarEngine _reference = new();
    private Tensor _x = null!;
    private LinearWeights _linear = null!;
    private Tensor _scalarX = null!;
    private LinearWeights _scalarLinear = null!;

    public readonly record struct Map(int Inputs, int Outputs) : IWork
    {
        public double FloatingPointOperations => 2.0 * Inputs * Outputs;

        public override string ToString() => $"{Inputs} to {Outputs}";
    }

    public static IEnumerable<Map> Maps { get; } =
        [new(257, 1024), new(1024, 1024), new(1024, 64), new(1024, 128), new(1024, 256), new(1024, 512)];

    [ParamsSource(nameof(Maps))]
    public Map Shape { get; set; }

    [Benchmark(Baseline = true)]
    public void Scalar() => _reference.Linear(_scalarX, _scalarLinear, before: Activation.Silu).Dispose();

    [Benchmark]
    public void Linear() => Engine.Linear(_x, _linear, before: Activation.Silu).Dispose();

    protected override void CreateOperands()
    {
        _x = Tensor(1, Shape.Inputs);
        _linear = Linear(Shape.Outputs, Shape.Inputs);
        _scalarX = _reference.CreateTensor(new float[Shape.Inputs], new Shape(1, Shape.Inputs));
        _scalarLinear = new LinearWeights(
            _reference.CreateWeight(new float[Shape.Inputs * Shape.Outputs], new Shape(Shape.Outputs, Shape.Inputs), WeightUse.Convolution),
            _reference.CreateWeight(new float[Shape.Outputs], new Shape(Shape.Outputs), WeightUse.Values));
    }
}

using BenchmarkDotNet.Attributes;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Benchmarks;

/// <summary>
/// An operation on the managed engine, with as many threads as there are processors, on operands that are the same at every run.
/// </summary>
public abstract class EngineBenchmark
{
    private readonly Random _random = new(1);

    /// <summary>Gets the engine.</summary>
    protected TensorEngine Engine { get; private set; } = null!;

    /// <summary>Gets the gradients that a backward adds to.</summary>
    protected WeightGradients Gradients { get; private set; } = null!;

    [GlobalSetup]
    public void SetUp()
    {
        Engine = CreateEngine();
        Gradients = new WeightGradients(Engine);
        CreateOperands();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        Gradients.Dispose();
        Engine.Dispose();
    }

    protected virtual TensorEngine CreateEngine() => new ManagedEngine();

    protected abstract void CreateOperands();

    protected Tensor Tensor(int batch, int features) => Tensor(new Shape(batch, features));

    protected Tensor Tensor(int batch, int channels, int samples) => Tensor(new Shape(batch, channels, samples));

    protected ConvolutionWeights Convolution(int outputs, int inputs, int taps, WeightUse use = WeightUse.Convolution)
        => new(Weight(new Shape(outputs, inputs, taps), use), Weight(new Shape(outputs)));

    protected LinearWeights Linear(int outputs, int inputs)
        => new(Weight(new Shape(outputs, inputs), WeightUse.Convolution), Weight(new Shape(outputs)));

    protected NormalizationWeights Norm(int channels, int groups = 1)
        => new(Weight(new Shape(channels)), Weight(new Shape(channels)), groups);

    protected AttentionWeights Attention(int channels, int heads, int features) => new(
        Norm(channels),
        Norm(channels),
        Weight(new Shape(heads * features, channels), WeightUse.Convolution),
        Weight(new Shape(2 * heads * features, channels), WeightUse.Convolution),
        Weight(new Shape(channels, heads * features), WeightUse.Convolution),
        heads);

    private Weight Weight(Shape shape, WeightUse use = WeightUse.Values)
        => Engine.CreateWeight(Values(shape.ElementCount, 1 / MathF.Sqrt((float)shape.ElementCount / shape[0])), shape, use);

    private Tensor Tensor(Shape shape) => Engine.CreateTensor(Values(shape.ElementCount, 1), shape);

    private float[] Values(int count, float bound)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = bound * ((2 * _random.NextSingle()) - 1);
        return values;
    }
}

using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>
/// Makes the same operands for every engine from a seed, and disposes them. A nudge changes one element of one operand, to see what depends
/// on it.
/// </summary>
public sealed class Operands(TensorEngine engine, int seed, Nudge nudge = default) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly List<IDisposable> _owned = [];

    public TensorEngine Engine => engine;

    /// <summary>Gets the backward half of the operations: the engine's own unless another is given.</summary>
    internal IGradientOperations Backward { get => field ?? (IGradientOperations)engine; init; }

    public IReadOnlyList<IDisposable> Owned => _owned;

    public Tensor Tensor(params int[] extents)
    {
        var shape = ShapeOf(extents);
        return Own(engine.CreateTensor(Values(shape.ElementCount, 1f), shape));
    }

    public Tensor Tensor(Shape shape, Func<int, float> value)
        => Own(engine.CreateTensor(Nudged(Enumerable.Range(0, shape.ElementCount).Select(value).ToArray()), shape));

    public Weight Weight(WeightUse use, params int[] extents)
    {
        var shape = ShapeOf(extents);
        var fanIn = use == WeightUse.Values ? 1 : shape.ElementCount / (use == WeightUse.TransposedConvolution ? 1 : shape[0]);
        return Own(engine.CreateWeight(Values(shape.ElementCount, 1f / MathF.Sqrt(fanIn)), shape, use));
    }

    public ConvolutionWeights Convolution(int outputs, int inputs, int taps, WeightUse use = WeightUse.Convolution, bool bias = true)
        => new(Weight(use, outputs, inputs, taps), bias ? Weight(WeightUse.Values, outputs) : null);

    public NormalizationWeights Norm(int channels, int groups = 1)
        => new(Weight(WeightUse.Values, channels), Weight(WeightUse.Values, channels), groups);

    public LinearWeights Linear(int outputs, int inputs, bool bias = true)
        => new(Weight(WeightUse.Convolution, outputs, inputs), bias ? Weight(WeightUse.Values, outputs) : null);

    public AttentionWeights Attention(int channels, int contextChannels, int heads, int features) => new(
        Norm(channels),
        Norm(contextChannels),
        Weight(WeightUse.Convolution, heads * features, channels),
        Weight(WeightUse.Convolution, 2 * heads * features, contextChannels),
        Weight(WeightUse.Convolution, channels, heads * features),
        heads);

    public T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    public void Dispose()
    {
        foreach (var owned in _owned)
            owned.Dispose();
    }

    private static Shape ShapeOf(int[] extents) => extents.Length switch
    {
        1 => new Shape(extents[0]),
        2 => new Shape(extents[0], extents[1]),
        _ => new Shape(extents[0], extents[1], extents[2]),
    };

    private float[] Values(int count, float scale)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = ((float)_random.NextDouble() - 0.5f) * 3.4f * scale;
        return Nudged(values);
    }

    private float[] Nudged(float[] values)
    {
        if (nudge.By != 0 && _owned.Count == nudge.Operand)
            values[nudge.Element] += nudge.By;
        return values;
    }
}

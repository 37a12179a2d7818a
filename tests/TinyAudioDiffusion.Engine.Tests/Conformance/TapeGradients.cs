using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Tests.Conformance;

/// <summary>The backward half of an engine that implements it only in its tape: each operation is recorded as a pass of its own.</summary>
internal sealed class TapeGradients(TensorEngine engine) : IGradientOperations
{
    public Tensor? ConvolveBackward(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor dy, bool wantsInput, WeightGradients gradients)
        => OfOne(x, dy, wantsInput, gradients, (engine, x) => engine.Convolve(x, convolution, norm));

    public Tensor? DownsampleBackward(Tensor x, ConvolutionWeights convolution, Tensor dy, bool wantsInput, WeightGradients gradients)
        => OfOne(x, dy, wantsInput, gradients, (engine, x) => engine.Downsample(x, convolution));

    public Tensor UpsampleBackward(Tensor x, ConvolutionWeights convolution, int factor, Tensor dy, WeightGradients gradients)
        => Of([x], dy, gradients, (engine, x) => engine.Upsample(x[0], convolution, factor))[0];

    public Tensor Scale(Tensor x, Tensor scale) => throw NoOperation();

    public (Tensor X, Tensor Scale) ScaleBackward(Tensor x, Tensor scale, Tensor dy) => throw NoOperation();

    public (Tensor First, Tensor Second) MergeBackward(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor dy, WeightGradients gradients)
        => OfTwo(first, second, dy, gradients, (engine, first, second) => engine.Merge(first, scale, second, convolution));

    public (Tensor Y, IDisposable? Kept) AttendKeeping(Tensor x, Tensor? context, AttentionWeights attention)
        => (engine.Attend(x, context, attention), null);

    public (Tensor X, Tensor? Context) AttendBackward(
        Tensor x, Tensor? context, AttentionWeights attention, IDisposable? kept, Tensor dy, WeightGradients gradients)
        => context is null
            ? (Of([x], dy, gradients, (engine, x) => engine.Attend(x[0], context: null, attention))[0], null)
            : OfTwo(x, context, dy, gradients, (engine, x, context) => engine.Attend(x, context, attention));

    public (Tensor Query, Tensor KeyValue) AttendHeadsBackward(Tensor query, Tensor keyValue, int heads, Tensor dy)
    {
        using var none = new WeightGradients(engine);
        return OfTwo(query, keyValue, dy, none, (engine, query, keyValue) => engine.AttendHeads(query, keyValue, heads));
    }

    public Tensor? NormalizeGroupsBackward(
        Tensor x, NormalizationWeights norm, Activation activation, Tensor dy, bool wantsInput, WeightGradients gradients)
        => OfOne(x, dy, wantsInput, gradients, (engine, x) => engine.NormalizeGroups(x, norm, activation));

    public (Tensor X, Tensor ScaleAndShift) ModulateBackward(Tensor x, Tensor scaleAndShift, Tensor dy)
    {
        using var none = new WeightGradients(engine);
        return OfTwo(x, scaleAndShift, dy, none, (engine, x, scaleAndShift) => engine.Modulate(x, scaleAndShift));
    }

    public Tensor? LinearBackward(
        Tensor x, LinearWeights linear, Activation before, Activation after, Tensor dy, bool wantsInput, WeightGradients gradients)
        => OfOne(x, dy, wantsInput, gradients, (engine, x) => engine.Linear(x, linear, before, after));

    public void EmbedFrequenciesBackward(ReadOnlySpan<float> values, Weight frequencies, Tensor dy, WeightGradients gradients)
    {
        var copy = values.ToArray();
        _ = Of([], dy, gradients, (engine, _) => engine.EmbedFrequencies(copy, frequencies));
    }

    public void RepeatEmbeddingBackward(Weight learned, Tensor dy, WeightGradients gradients)
        => _ = Of([], dy, gradients, (engine, _) => engine.RepeatEmbedding(learned, dy.Shape[0], dy.Shape[2]));

    public void LookUpBackward(Weight table, ReadOnlySpan<int> rows, Tensor dy, WeightGradients gradients)
    {
        var copy = rows.ToArray();
        _ = Of([], dy, gradients, (engine, _) => engine.LookUp(table, copy));
    }

    public Tensor? EncodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, bool wantsInput, WeightGradients gradients)
        => OfOne(x, dy, wantsInput, gradients, (engine, x) => engine.Encode(x, kernel, stride, padding));

    public Tensor DecodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, WeightGradients gradients)
        => Of([x], dy, gradients, (engine, x) => engine.Decode(x[0], kernel, stride, padding))[0];

    public Tensor Multiply(Tensor x, float factor) => throw NoOperation();

    public void Accumulate(Tensor target, Tensor addend) => throw NoOperation();

    private static NotSupportedException NoOperation() => new("Only the recording tape takes operations apart into this one.");

    private Tensor? OfOne(Tensor x, Tensor dy, bool wantsInput, WeightGradients gradients, Func<TensorEngine, Tensor, Tensor> operation)
    {
        var dx = Of([x], dy, gradients, (engine, x) => operation(engine, x[0]), wantsInput)[0];
        if (wantsInput)
            return dx;
        dx.Dispose();
        return null;
    }

    private (Tensor First, Tensor Second) OfTwo(
        Tensor first, Tensor second, Tensor dy, WeightGradients gradients, Func<TensorEngine, Tensor, Tensor, Tensor> operation)
    {
        var both = Of([first, second], dy, gradients, (engine, x) => operation(engine, x[0], x[1]));
        return (both[0], both[1]);
    }

    private Tensor[] Of(
        Tensor[] inputs, Tensor dy, WeightGradients gradients, Func<TensorEngine, Tensor[], Tensor> operation, bool watches = true)
    {
        using var tape = engine.CreateTape();
        var own = inputs.Select(input => OnTape(engine.Read(input), input.Shape)).ToArray();
        using (var y = operation(tape.Engine, own))
            tape.Backward(y, engine.Read(dy), gradients);
        var found = own.Select(input =>
        {
            var gradient = new float[input.Shape.ElementCount];
            if (watches)
                tape.ReadGradient(input, gradient);
            return engine.CreateTensor(gradient, input.Shape);
        }).ToArray();
        foreach (var input in own)
            input.Dispose();
        return found;

        Tensor OnTape(float[] values, Shape shape) => watches ? tape.Watch(values, shape) : tape.Engine.CreateTensor(values, shape);
    }
}

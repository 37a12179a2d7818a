using System.Diagnostics;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Diagnostics;

/// <summary>
/// Times every operation of another engine. Multiplications and additions are counted as the reference performs them, so an engine that
/// saves some of them shows a higher rate.
/// </summary>
/// <param name="inner">The engine that computes; the caller keeps owning it.</param>
/// <remarks>For one pass at a time: unlike the engine it wraps, it is not safe to use from several threads at once.</remarks>
public sealed class ProfilingEngine(TensorEngine inner) : TensorEngine
{
    private readonly Dictionary<(string Operation, int Detail), (long Calls, long Ticks, double Flop)> _timings = [];

    /// <inheritdoc/>
    public override string Description => inner.Description;

    /// <summary>Gets the timings since the last <see cref="Reset"/>, the longest first.</summary>
    /// <returns>One entry for each kind of operation.</returns>
    public IReadOnlyList<OperationTiming> Timings()
        => [.. _timings
            .Select(timing => new OperationTiming(
                timing.Key.Detail == 0 ? timing.Key.Operation : $"{timing.Key.Operation} {timing.Key.Detail}",
                timing.Value.Calls,
                (double)timing.Value.Ticks / Stopwatch.Frequency,
                timing.Value.Flop))
            .OrderByDescending(timing => timing.Seconds)];

    /// <summary>Clears the timings.</summary>
    public void Reset() => _timings.Clear();

    /// <inheritdoc/>
    protected override Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(CreateTensor), 0, start, 0, inner.CreateTensor(values, shape));
    }

    /// <inheritdoc/>
    protected override void ReadCore(Tensor tensor, Span<float> destination)
    {
        var start = Stopwatch.GetTimestamp();
        inner.Read(tensor, destination);
        _ = Stop(nameof(Read), 0, start, 0, tensor);
    }

    /// <inheritdoc/>
    protected override Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use)
        => inner.CreateWeight(values, shape, use);

    /// <inheritdoc/>
    protected override void UpdateCore(Weight weight, ReadOnlySpan<float> values) => inner.Update(weight, values);

    /// <inheritdoc/>
    protected override void ReadCore(Weight weight, Span<float> destination) => inner.Read(weight, destination);

    /// <inheritdoc/>
    protected override double NormCore(IReadOnlyList<Weight> values) => inner.Norm(values);

    /// <inheritdoc/>
    protected override void OptimizeCore(IReadOnlyList<LearningWeight> weights, OptimizerStep step) => inner.Optimize(weights, step);

    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(
            nameof(Convolve),
            output[1],
            start,
            Flop(convolution.Kernel, output),
            inner.Convolve(x, convolution, norm, residual, modulation));
    }

    /// <inheritdoc/>
    protected override Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Downsample), 0, start, Flop(convolution.Kernel, output), inner.Downsample(x, convolution));
    }

    /// <inheritdoc/>
    protected override Tensor UpsampleCore(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Upsample), 0, start, Flop(convolution.Kernel, output), inner.Upsample(x, convolution, factor, skip, scale));
    }

    /// <inheritdoc/>
    protected override Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Merge), 0, start, Flop(convolution.Kernel, output), inner.Merge(first, scale, second, convolution, residual));
    }

    /// <inheritdoc/>
    protected override Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention)
    {
        var start = Stopwatch.GetTimestamp();
        double width = attention.Query.Shape[0];
        double positions = (double)x.Shape[0] * x.Shape[2];
        double contextPositions = (double)context.Shape[0] * context.Shape[2];
        var flop = (2 * positions * width * 2 * x.Shape[1])
            + (2 * contextPositions * 2 * width * context.Shape[1])
            + (4 * positions * context.Shape[2] * width);
        return Stop(nameof(Attend), x.Shape[2], start, flop, inner.Attend(x, context, attention));
    }

    /// <inheritdoc/>
    protected override Tensor AttendHeadsCore(Tensor query, Tensor keyValue, int heads)
    {
        var start = Stopwatch.GetTimestamp();
        var flop = 4.0 * query.Shape.ElementCount * keyValue.Shape[2];
        return Stop(nameof(AttendHeads), query.Shape[2], start, flop, inner.AttendHeads(query, keyValue, heads));
    }

    /// <inheritdoc/>
    protected override Tensor NormalizeGroupsCore(Tensor x, NormalizationWeights norm, Activation activation, Tensor? residual)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(NormalizeGroups), 0, start, 0, inner.NormalizeGroups(x, norm, activation, residual));
    }

    /// <inheritdoc/>
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Modulate), 0, start, 0, inner.Modulate(x, scaleAndShift));
    }

    /// <inheritdoc/>
    protected override Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Linear), 0, start, 2.0 * output[0] * linear.Matrix.Shape.ElementCount, inner.Linear(x, linear, before, after));
    }

    /// <inheritdoc/>
    protected override Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(EmbedFrequencies), 0, start, 0, inner.EmbedFrequencies(values, frequencies));
    }

    /// <inheritdoc/>
    protected override Tensor RepeatEmbeddingCore(Weight learned, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(RepeatEmbedding), 0, start, 0, inner.RepeatEmbedding(learned, output[0], output[2]));
    }

    /// <inheritdoc/>
    protected override Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(LookUp), 0, start, 0, inner.LookUp(table, rows));
    }

    /// <inheritdoc/>
    protected override Tensor AddCore(Tensor left, Tensor right)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Add), 0, start, 0, inner.Add(left, right));
    }

    /// <inheritdoc/>
    protected override Tensor MultiplyCore(Tensor left, Tensor right)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Multiply), 0, start, 0, inner.Multiply(left, right));
    }

    /// <inheritdoc/>
    protected override Tensor ExtrapolateCore(Tensor from, Tensor to, float amount)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Extrapolate), 0, start, 0, inner.Extrapolate(from, to, amount));
    }

    /// <inheritdoc/>
    protected override Tensor PatchCore(Tensor x, int size, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Patch), 0, start, 0, inner.Patch(x, size));
    }

    /// <inheritdoc/>
    protected override Tensor UnpatchCore(Tensor x, int size, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Unpatch), 0, start, 0, inner.Unpatch(x, size));
    }

    /// <inheritdoc/>
    protected override Tensor ReshapeCore(Tensor x, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Reshape), 0, start, 0, inner.Reshape(x, output));
    }

    /// <inheritdoc/>
    protected override Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Encode), 0, start, Flop(kernel, output), inner.Encode(x, kernel, stride, padding));
    }

    /// <inheritdoc/>
    protected override Tensor DecodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        var start = Stopwatch.GetTimestamp();
        return Stop(nameof(Decode), 0, start, Flop(kernel, x.Shape), inner.Decode(x, kernel, stride, padding));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The caller owns the inner engine.
    }

    private static double Flop(Weight kernel, Shape positions) => 2.0 * positions[0] * positions[2] * kernel.Shape.ElementCount;

    private Tensor Stop(string operation, int detail, long start, double flop, Tensor result)
    {
        var ticks = Stopwatch.GetTimestamp() - start;
        var (calls, total, work) = _timings.GetValueOrDefault((operation, detail));
        _timings[(operation, detail)] = (calls + 1, total + ticks, work + flop);
        return result;
    }
}

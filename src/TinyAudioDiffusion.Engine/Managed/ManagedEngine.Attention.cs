using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Attention;
using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Attention: two projections, the products of the heads, the projection back; or the products alone.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention)
    {
        using var query = Project(x, attention.Norm, attention.Query);
        using var keyValue = Project(context, attention.ContextNorm, attention.KeyValue);
        using var heads = Attend(query, keyValue, attention.Heads, logSums: null);
        return ProjectBack(heads, attention.Output, x);
    }

    /// <inheritdoc/>
    (Tensor Y, IDisposable? Kept) IGradientOperations.AttendKeeping(Tensor x, Tensor? context, AttentionWeights attention)
    {
        var query = Project(x, attention.Norm, attention.Query);
        var keyValue = Project(context ?? x, attention.ContextNorm, attention.KeyValue);
        var logSums = _tensors.RentBuffer((long)x.Shape[0] * attention.Heads * Columns.RoundUp(x.Shape[2]));
        var heads = Attend(query, keyValue, attention.Heads, logSums.Pointer);
        return (ProjectBack(heads, attention.Output, x), new AttentionActivations(_tensors, query, keyValue, heads, logSums));
    }

    /// <inheritdoc/>
    (Tensor X, Tensor? Context) IGradientOperations.AttendBackward(
        Tensor x, Tensor? context, AttentionWeights attention, IDisposable? kept, Tensor dy, WeightGradients gradients)
    {
        var activations = kept as AttentionActivations
            ?? throw new ArgumentException($"A {kept?.GetType().Name} is not what the managed engine's attention keeps.", nameof(kept));
        AddMatrixGradient(activations.Heads, attention.Output, Own(dy), gradients);
        using var dheads = InputGradient(Own(dy), attention.Output, activations.Heads.Shape);
        var (dquery, dkeyValue) = AttendBackward(
            activations.Query, activations.KeyValue, activations.Heads, activations.LogSums.Pointer, attention.Heads, dheads);
        var dx = _tensors.Rent(x.Shape);
        var dcontext = context is null ? dx : _tensors.Rent(context.Shape);
        ProjectBackward(x, attention.Norm, attention.Query, dquery, dy, dx, gradients);
        ProjectBackward(
            context ?? x, attention.ContextNorm, attention.KeyValue, dkeyValue, context is null ? dx : null, dcontext, gradients);
        dquery.Dispose();
        dkeyValue.Dispose();
        return (dx, context is null ? null : dcontext);
    }

    /// <inheritdoc/>
    protected override Tensor AttendHeadsCore(Tensor query, Tensor keyValue, int heads)
        => Attend(Own(query), Own(keyValue), heads, logSums: null);

    /// <inheritdoc/>
    (Tensor Query, Tensor KeyValue) IGradientOperations.AttendHeadsBackward(Tensor query, Tensor keyValue, int heads, Tensor dy)
    {
        var logSums = _tensors.RentBuffer((long)query.Shape[0] * heads * Columns.RoundUp(query.Shape[2]));
        using var outputs = Attend(Own(query), Own(keyValue), heads, logSums.Pointer);
        var gradients = AttendBackward(Own(query), Own(keyValue), outputs, logSums.Pointer, heads, Own(dy));
        _tensors.Return(logSums);
        return gradients;
    }

    private ManagedTensor Attend(ManagedTensor query, ManagedTensor keyValue, int heads, float* logSums)
    {
        var result = _tensors.Rent(query.Shape);
        var headCount = query.Shape[0] * heads;
        var partsPerHead = ((2 * Threads) + headCount - 1) / headCount;
        Run(
            new AttentionJob
            {
                Query = query.View,
                KeyValue = keyValue.View,
                Output = result.View,
                LogSums = logSums,
                Heads = heads,
                PartsPerHead = partsPerHead,
            },
            headCount * partsPerHead);
        return result;
    }

    private (ManagedTensor Query, ManagedTensor KeyValue) AttendBackward(
        ManagedTensor query, ManagedTensor keyValue, ManagedTensor outputs, float* logSums, int heads, ManagedTensor dheads)
    {
        var (dquery, dkeyValue) = (_tensors.Rent(query.Shape), _tensors.Rent(keyValue.Shape));

        // Where the heads alone do not divide evenly among the threads, each chunk of queries becomes a part of its own.
        var (headCount, chunks) = (query.Shape[0] * heads, AttentionGradientJob.Chunks(query.Shape[2]));
        var partsPerHead = headCount % Threads == 0 || headCount >= 4 * Threads ? 1 : chunks;
        var summed = partsPerHead == 1
            ? dkeyValue
            : _tensors.Rent(new Shape(keyValue.Shape[0] * chunks, keyValue.Shape[1], keyValue.Shape[2]));
        Run(
            new AttentionGradientJob
            {
                Query = query.View,
                KeyValue = keyValue.View,
                Output = outputs.View,
                OutputGradient = dheads.View,
                LogSums = logSums,
                QueryGradient = dquery.View,
                KeyValueGradient = summed.View,
                Heads = heads,
                PartsPerHead = partsPerHead,
            },
            headCount * partsPerHead);
        if (partsPerHead > 1)
        {
            Run(
                new ChunkSumJob { Chunks = summed.View, ChunkCount = chunks, Output = dkeyValue.View },
                keyValue.Shape[0] * dkeyValue.View.Blocks);
            summed.Dispose();
        }

        return (dquery, dkeyValue);
    }

    private ManagedTensor Project(Tensor x, NormalizationWeights norm, Weight matrix)
        => Convolve(
            new ConvolutionJob
            {
                Source = Normalized(x, norm),
                Panels = DataOf(matrix),
                Taps = 1,
            },
            new Shape(x.Shape[0], matrix.Shape[0], x.Shape[2]),
            residual: null,
            modulation: null,
            withMoments: false);

    /// <summary>The backward of y = W layernorm(x); adds <paramref name="addend"/> to dx, which may be the same tensor.</summary>
    private void ProjectBackward(
        Tensor x, NormalizationWeights norm, Weight matrix, ManagedTensor dy, Tensor? addend, ManagedTensor dx, WeightGradients gradients)
    {
        using (var normal = Normalize(x, norm))
            AddMatrixGradient(normal, matrix, dy, gradients);

        var (channels, plan) = (x.Shape[1], new TilePlan(x.Shape[2], Threads));
        var panels = Turn(new PanelTranspositionJob
        {
            Panels = DataOf(matrix),
            Outputs = matrix.Shape[0],
            AllInputs = channels,
            Taps = 1,
            Inputs = channels,
            Factor = 1f,
        });
        var sums = RentSums(x.Shape[0], plan.Chunks, 2 * channels);
        Run(
            new ProjectionGradientJob
            {
                Plan = plan,
                Gradient = dy.View,
                Panels = panels.Pointer,
                X = ViewOf(x),
                NormScale = DataOf(norm.Scale),
                Sink = new TileSink { Output = dx.View, Residual = ViewOf(addend) },
                Sums = (double*)sums.Pointer,
            },
            x.Shape[0] * plan.Parts);
        LaneSums.Combine((double*)sums.Pointer, x.Shape[0] * plan.Chunks, 2 * channels);
        var scale = Own(gradients.Of(norm.Scale)).Values;
        var shift = Own(gradients.Of(norm.Shift)).Values;
        for (var channel = 0; channel < channels; channel++)
        {
            scale[channel] += (float)((double*)sums.Pointer)[2 * channel];
            shift[channel] += (float)((double*)sums.Pointer)[(2 * channel) + 1];
        }

        _tensors.Return(panels);
        _tensors.Return(sums);
    }

    private ManagedTensor ProjectBack(ManagedTensor heads, Weight matrix, Tensor x)
        => Convolve(
            new ConvolutionJob { Source = new TileSource { First = heads.View, FirstScale = 1f }, Panels = DataOf(matrix), Taps = 1 },
            x.Shape,
            residual: x,
            modulation: null,
            withMoments: true);

    private ManagedTensor Normalize(Tensor x, NormalizationWeights norm)
        => Convolve(
            new ConvolutionJob
            {
                Source = Normalized(x, norm),
                Taps = 1,
            },
            x.Shape,
            residual: null,
            modulation: null,
            withMoments: false);

    private void AddMatrixGradient(ManagedTensor x, Weight matrix, ManagedTensor dy, WeightGradients gradients)
        => AddKernelGradient(
            new TileSource { First = x.View, FirstScale = 1f }, dy, new ConvolutionWeights(matrix, Bias: null), gradients, taps: 1);

    private static TileSource Normalized(Tensor x, NormalizationWeights norm)
        => new() { First = ViewOf(x), FirstScale = 1f, NormScale = DataOf(norm.Scale), NormShift = DataOf(norm.Shift) };
}

using TinyAudioDiffusion.Engine.Managed.Kernels.Attention;
using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Attention: two projections, the products, the projection back.
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

    private ManagedTensor Project(Tensor x, NormalizationWeights norm, Weight matrix)
        => Convolve(
            new ConvolutionJob
            {
                Source = new TileSource { First = ViewOf(x), FirstScale = 1f, NormScale = DataOf(norm.Scale), NormShift = DataOf(norm.Shift) },
                Panels = DataOf(matrix),
                Taps = 1,
            },
            new Shape(x.Shape[0], matrix.Shape[0], x.Shape[2]),
            residual: null,
            modulation: null,
            withMoments: false);

    private ManagedTensor ProjectBack(ManagedTensor heads, Weight matrix, Tensor x)
        => Convolve(
            new ConvolutionJob { Source = new TileSource { First = heads.View, FirstScale = 1f }, Panels = DataOf(matrix), Taps = 1 },
            x.Shape,
            residual: x,
            modulation: null,
            withMoments: true);
}

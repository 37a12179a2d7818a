using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Convolutions of every kind.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        if (convolution.Kernel.Shape[2] / 2 > Columns.Block)
            throw new NotSupportedException($"Convolve: a kernel of {convolution.Kernel.Shape[2]} taps is longer than the {(2 * Columns.Block) + 1} that the managed engine takes.");

        var affine = norm is null ? null : FoldGroupNorm(Own(x), norm);
        var job = new ConvolutionJob
        {
            Source = new TileSource { First = ViewOf(x), FirstScale = 1f, Affine = affine is null ? null : affine.Pointer },
            Panels = DataOf(convolution.Kernel),
            Bias = DataOf(convolution.Bias),
            Taps = convolution.Kernel.Shape[2],
        };
        var result = Convolve(job, output, residual, modulation, withMoments: true);
        if (affine is not null)
            _tensors.Return(affine);
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor MergeCore(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor? residual, Shape output)
        => Convolve(
            new ConvolutionJob
            {
                Source = new TileSource { First = ViewOf(first), FirstScale = scale, Second = ViewOf(second) },
                Panels = DataOf(convolution.Kernel),
                Bias = DataOf(convolution.Bias),
                Taps = 1,
            },
            output,
            residual,
            modulation: null,
            withMoments: true);

    /// <inheritdoc/>
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
        => Convolve(
            new ConvolutionJob { Source = new TileSource { First = ViewOf(x), FirstScale = 1f }, Taps = 1 },
            x.Shape,
            residual: null,
            scaleAndShift,
            withMoments: true);

    /// <inheritdoc/>
    protected override Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output)
    {
        var factor = convolution.Kernel.Shape[2];
        return factor == 1
            ? ConvolveCore(x, convolution, null, null, null, output)
            : ConvolveStrided(x, convolution, factor, padding: 0, output);
    }

    /// <inheritdoc/>
    protected override Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
        => ConvolveStrided(x, new ConvolutionWeights(kernel, Bias: null), stride, padding, output);

    /// <inheritdoc/>
    protected override Tensor DecodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
    {
        var taps = kernel.Shape[2];
        var products = Own(Convolve(
            new ConvolutionJob { Source = new TileSource { First = ViewOf(x), FirstScale = 1f }, Panels = DataOf(kernel), Taps = 1 },
            new Shape(x.Shape[0], checked(kernel.Shape[1] * taps), x.Shape[2]),
            residual: null,
            modulation: null,
            withMoments: false));
        var result = _tensors.Rent(output);
        _workers.Run(
            new OverlapAddJob { Products = products.View, Output = result.View, Taps = taps, Stride = stride, Padding = padding },
            output[0] * output[1]);
        products.Dispose();
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor UpsampleCore(Tensor x, ConvolutionWeights convolution, int factor, Tensor? skip, Tensor? scale, Shape output)
    {
        var plan = new TilePlan(x.Shape[2], Threads);
        var result = _tensors.Rent(output);
        result.Moments = _tensors.RentMoments(output[0], plan.Chunks, output[1]);
        var (first, last, between) = PanelPacking.UpsamplingOffsets(convolution.Kernel.Shape);
        Run(
            new UpsamplingJob
            {
                Plan = plan,
                Input = ViewOf(x),
                Sink = new TileSink
                {
                    Output = result.View,
                    Residual = ViewOf(skip),
                    Scale = FeaturesOf(scale).Data,
                    ScaleStride = FeaturesOf(scale).Stride,
                    Moments = result.Moments.Data,
                    Chunks = plan.Chunks,
                },
                Panels = DataOf(convolution.Kernel),
                FirstPanels = first,
                LastPanels = last,
                BetweenPanels = between,
                Bias = DataOf(convolution.Bias),
                Factor = factor,
            },
            output[0] * plan.Parts);
        return result;
    }

    private ManagedTensor Convolve(ConvolutionJob job, Shape output, Tensor? residual, Tensor? modulation, bool withMoments)
    {
        job.Plan = new TilePlan(output[2], Threads);
        var result = _tensors.Rent(output);
        if (withMoments)
            result.Moments = _tensors.RentMoments(output[0], job.Plan.Chunks, output[1]);
        job.Sink = new TileSink
        {
            Output = result.View,
            Residual = ViewOf(residual),
            Modulation = FeaturesOf(modulation).Data,
            ModulationStride = FeaturesOf(modulation).Stride,
            Moments = withMoments ? result.Moments!.Data : null,
            Chunks = job.Plan.Chunks,
        };
        Run(job, output[0] * job.Plan.Parts);
        return result;
    }

    private ManagedTensor ConvolveStrided(Tensor x, ConvolutionWeights convolution, int stride, int padding, Shape output)
    {
        var taps = convolution.Kernel.Shape[2];
        var plan = new TilePlan(output[2], Threads);
        var result = _tensors.Rent(output);
        result.Moments = _tensors.RentMoments(output[0], plan.Chunks, output[1]);
        Run(
            new StridedConvolutionJob
            {
                Plan = plan,
                Input = ViewOf(x),
                Sink = new TileSink { Output = result.View, Moments = result.Moments.Data, Chunks = plan.Chunks },
                Panels = DataOf(convolution.Kernel),
                Bias = DataOf(convolution.Bias),
                Taps = taps,
                Stride = stride,
                Padding = padding,
            },
            output[0] * plan.Parts);
        return result;
    }

    private AlignedBuffer FoldGroupNorm(ManagedTensor x, NormalizationWeights norm)
    {
        var (batch, channels) = (x.Shape[0], x.Shape[1]);
        x.Moments ??= GatherMoments(x);
        var affine = _tensors.RentBuffer(2L * batch * channels);
        for (var item = 0; item < batch; item++)
        {
            GroupAffine.Fold(
                x.Moments,
                item,
                norm.Groups,
                NormalizationWeights.Epsilon,
                DataOf(norm.Scale),
                DataOf(norm.Shift),
                affine.Pointer + (2L * item * channels));
        }

        return affine;
    }

    private ChannelMoments GatherMoments(ManagedTensor x)
    {
        var plan = new TilePlan(x.Shape[2], Threads);
        var moments = _tensors.RentMoments(x.Shape[0], plan.Chunks, x.Shape[1]);
        Run(
            new MomentsJob
            {
                Plan = plan,
                Source = new TileSource { First = x.View, FirstScale = 1f },
                Sink = new TileSink { Output = x.View, Moments = moments.Data, Chunks = plan.Chunks },
            },
            x.Shape[0] * plan.Parts);
        return moments;
    }
}

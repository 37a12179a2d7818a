using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Operations that change the number of samples.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor DownsampleCore(Tensor x, ConvolutionWeights convolution, Shape output)
    {
        var factor = convolution.Kernel.Shape[2];
        return factor == 1
            ? ConvolveCore(x, convolution, null, null, null, output)
            : ConvolveStrided(x, convolution, factor, padding: 0, output);
    }

    /// <inheritdoc/>
    Tensor? IGradientOperations.DownsampleBackward(
        Tensor x, ConvolutionWeights convolution, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        // With each block of samples as the channels of one sample, the kernel has a single tap and the same layout in memory.
        var size = convolution.Kernel.Shape[2];
        var narrow = PatchedShape(x, size);
        using (var patched = size == 1 ? null : PatchCore(x, size, narrow))
            AddKernelGradient(new TileSource { First = ViewOf(patched ?? x), FirstScale = 1f }, Own(dy), convolution, gradients, taps: 1);
        if (!wantsInput)
            return null;

        var gradient = InputGradient(Own(dy), convolution.Kernel, narrow, taps: 1);
        if (size == 1)
            return gradient;
        using (gradient)
            return UnpatchCore(gradient, size, x.Shape);
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

    /// <inheritdoc/>
    Tensor IGradientOperations.UpsampleBackward(Tensor x, ConvolutionWeights convolution, int factor, Tensor dy, WeightGradients gradients)
    {
        var source = new TileSource { First = ViewOf(x), FirstScale = 1f };
        if (factor == 1)
        {
            AddKernelGradient(source, Own(dy), convolution, gradients);
            return InputGradient(Own(dy), convolution.Kernel, x.Shape);
        }

        // Each sample of a block of the output is a phase. A phase has a small kernel of its own at the lower rate.
        using var phases = Own(PatchCore(dy, factor, PatchedShape(dy, factor)));
        AddKernelGradient(source, phases, convolution, gradients, phases: factor);
        return UpsamplingInputGradient(phases, convolution.Kernel, x.Shape, factor);
    }

    /// <inheritdoc/>
    protected override Tensor EncodeCore(Tensor x, Weight kernel, int stride, int padding, Shape output)
        => ConvolveStrided(x, new ConvolutionWeights(kernel, Bias: null), stride, padding, output);

    /// <inheritdoc/>
    Tensor? IGradientOperations.EncodeBackward(
        Tensor x, Weight kernel, int stride, int padding, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var windows = new Windows { Taps = kernel.Shape[2], Stride = stride, Padding = padding, Reflect = true };
        var job = new UnfoldJob { X = ViewOf(x), Windows = windows };
        var shape = new Shape(x.Shape[0], checked(x.Shape[1] * windows.Taps), dy.Shape[2]);
        using (var rows = MakeRows(job, shape))
            AddKernelGradient(
                new TileSource { First = rows.View, FirstScale = 1f },
                Own(dy),
                new ConvolutionWeights(kernel, Bias: null),
                gradients,
                taps: 1);
        if (!wantsInput)
            return null;

        using var gradient = InputGradient(Own(dy), kernel, shape, taps: 1);
        var result = _tensors.Rent(x.Shape);
        _workers.Run(job with { X = result.View, Rows = gradient.View, Undo = true }, x.Shape[0] * x.Shape[1]);
        return result;
    }

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
            new OverlapAddJob
            {
                Products = products.View,
                Output = result.View,
                Windows = new Windows { Taps = taps, Stride = stride, Padding = padding },
            },
            output[0] * output[1]);
        products.Dispose();
        return result;
    }

    /// <inheritdoc/>
    Tensor IGradientOperations.DecodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, WeightGradients gradients)
    {
        // The forward pass multiplies x with the kernel to rows, and adds the rows where they overlap. So the gradient is unfolded to rows,
        // and the kernel of the way back is the kernel itself.
        var windows = new Windows { Taps = kernel.Shape[2], Stride = stride, Padding = padding };
        var job = new UnfoldJob { X = ViewOf(dy), Windows = windows };
        using var rows = MakeRows(job, new Shape(x.Shape[0], checked(dy.Shape[1] * windows.Taps), x.Shape[2]));
        AddKernelGradient(
            new TileSource { First = rows.View, FirstScale = 1f }, Own(x), new ConvolutionWeights(kernel, Bias: null), gradients, taps: 1);
        return InputGradient(
            rows,
            new PanelTranspositionJob
            {
                Panels = DataOf(kernel),
                Outputs = rows.Shape[1],
                AllInputs = x.Shape[1],
                Taps = 1,
                Inputs = x.Shape[1],
                Factor = 1f,
            },
            x.Shape);
    }

    /// <inheritdoc/>
    protected override Tensor PatchCore(Tensor x, int size, Shape output)
    {
        var result = _tensors.Rent(output);
        var job = new PatchJob { Wide = ViewOf(x), Narrow = result.View, Size = size };
        _workers.Run(job, output[0] * job.PartsPerItem);
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor ReshapeCore(Tensor x, Shape output)
    {
        var result = _tensors.Rent(output);
        var job = new ReshapeJob { X = ViewOf(x), Output = result.View };
        _workers.Run(job, output[0] * output[1]);
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor UnpatchCore(Tensor x, int size, Shape output)
    {
        var result = _tensors.Rent(output);
        var job = new PatchJob { Wide = result.View, Narrow = ViewOf(x), Size = size, Undo = true };
        _workers.Run(job, output[0] * job.PartsPerItem);
        return result;
    }

    private ManagedTensor ConvolveStrided(Tensor x, ConvolutionWeights convolution, int stride, int padding, Shape output)
    {
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
                Windows = new Windows { Taps = convolution.Kernel.Shape[2], Stride = stride, Padding = padding, Reflect = true },
            },
            output[0] * plan.Parts);
        return result;
    }

    private ManagedTensor UpsamplingInputGradient(ManagedTensor phases, Weight kernel, Shape input, int factor)
    {
        var (firstAt, lastAt, betweenAt) = PanelPacking.UpsamplingOffsets(kernel.Shape);
        var job = new PanelTranspositionJob { Outputs = kernel.Shape[0], AllInputs = input[1], Inputs = input[1], Factor = 1f };
        var first = Turn(job with { Panels = DataOf(kernel) + firstAt, Taps = 2 });
        var last = Turn(job with { Panels = DataOf(kernel) + lastAt, Taps = 2 });
        var between = Turn(job with { Panels = DataOf(kernel) + betweenAt, Taps = 1 });
        var plan = new TilePlan(input[2], Threads);
        var result = _tensors.Rent(input);
        Run(
            new UpsamplingInputGradientJob
            {
                Plan = plan,
                Gradient = phases.View,
                Output = result.View,
                Phases = factor,
                FirstPanels = first.Pointer,
                LastPanels = last.Pointer,
                BetweenPanels = between.Pointer,
            },
            input[0] * plan.Parts);
        _tensors.Return(first);
        _tensors.Return(last);
        _tensors.Return(between);
        return result;
    }

    private ManagedTensor MakeRows(UnfoldJob job, Shape shape)
    {
        var rows = _tensors.Rent(shape);
        _workers.Run(job with { Rows = rows.View }, job.X.Channels * shape[0]);
        return rows;
    }
}

using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Convolutions of every kind, backwards. All of them come down to two: the gradient of a kernel, and a convolution with the kernel turned.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    Tensor? IGradientOperations.ConvolveBackward(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        if (norm is not null)
            return ActivatedConvolveBackward(Own(x), convolution, norm, Own(dy), wantsInput, gradients);

        AddKernelGradient(new TileSource { First = ViewOf(x), FirstScale = 1f }, Own(dy), convolution, gradients);
        return wantsInput ? InputGradient(Own(dy), convolution.Kernel, x.Shape) : null;
    }

    /// <inheritdoc/>
    Tensor? IGradientOperations.DownsampleBackward(Tensor x, ConvolutionWeights convolution, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        // A block of samples is a sample of as many channels: then the kernel, as it lies in memory, has one tap.
        var size = convolution.Kernel.Shape[2];
        var narrow = OperationChecks.Patch(x, size);
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
    Tensor IGradientOperations.UpsampleBackward(Tensor x, ConvolutionWeights convolution, int factor, Tensor dy, WeightGradients gradients)
    {
        var source = new TileSource { First = ViewOf(x), FirstScale = 1f };
        if (factor == 1)
        {
            AddKernelGradient(source, Own(dy), convolution, gradients);
            return InputGradient(Own(dy), convolution.Kernel, x.Shape);
        }

        // The samples of a block of the output are phases, each with a small kernel of its own at the lower rate.
        using var phases = Own(PatchCore(dy, factor, OperationChecks.Patch(dy, factor)));
        AddKernelGradient(source, phases, convolution, gradients, phases: factor);
        return UpsamplingInputGradient(phases, convolution.Kernel, x.Shape, factor);
    }

    /// <inheritdoc/>
    (Tensor First, Tensor Second) IGradientOperations.MergeBackward(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor dy, WeightGradients gradients)
    {
        var channels = first.Shape[1];
        AddKernelGradient(new TileSource { First = ViewOf(first), FirstScale = scale }, Own(dy), convolution, gradients);
        AddKernelGradient(
            new TileSource { First = ViewOf(second), FirstScale = 1f }, Own(dy), convolution with { Bias = null }, gradients, firstInput: channels);
        return (
            InputGradient(Own(dy), convolution.Kernel, first.Shape, factor: scale),
            InputGradient(Own(dy), convolution.Kernel, second.Shape, firstInput: channels));
    }

    /// <inheritdoc/>
    Tensor? IGradientOperations.EncodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var job = new UnfoldJob { X = ViewOf(x), Taps = kernel.Shape[2], Stride = stride, Padding = padding, Reflect = true };
        var shape = new Shape(x.Shape[0], checked(x.Shape[1] * job.Taps), dy.Shape[2]);
        using (var rows = MakeRows(job, shape))
            AddKernelGradient(new TileSource { First = rows.View, FirstScale = 1f }, Own(dy), new ConvolutionWeights(kernel, Bias: null), gradients, taps: 1);
        if (!wantsInput)
            return null;

        using var gradient = InputGradient(Own(dy), kernel, shape, taps: 1);
        var result = _tensors.Rent(x.Shape);
        _workers.Run(job with { X = result.View, Rows = gradient.View, Undo = true }, x.Shape[0] * x.Shape[1]);
        return result;
    }

    /// <inheritdoc/>
    Tensor IGradientOperations.DecodeBackward(Tensor x, Weight kernel, int stride, int padding, Tensor dy, WeightGradients gradients)
    {
        // Forwards, the kernel makes rows from x and the rows are added where they overlap; so a gradient goes to all rows, and the kernel is that of the way back.
        var job = new UnfoldJob { X = ViewOf(dy), Taps = kernel.Shape[2], Stride = stride, Padding = padding };
        using var rows = MakeRows(job, new Shape(x.Shape[0], checked(dy.Shape[1] * job.Taps), x.Shape[2]));
        AddKernelGradient(new TileSource { First = rows.View, FirstScale = 1f }, Own(x), new ConvolutionWeights(kernel, Bias: null), gradients, taps: 1);
        return InputGradient(
            rows,
            new PanelTranspositionJob { Panels = DataOf(kernel), Outputs = rows.Shape[1], AllInputs = x.Shape[1], Taps = 1, Inputs = x.Shape[1], Factor = 1f },
            x.Shape);
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

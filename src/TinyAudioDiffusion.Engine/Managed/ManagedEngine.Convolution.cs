using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Convolutions that keep the number of samples, with the group normalisation and SiLU before them.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor ConvolveCore(
        Tensor x, ConvolutionWeights convolution, NormalizationWeights? norm, Tensor? residual, Tensor? modulation, Shape output)
    {
        var taps = convolution.Kernel.Shape[2];
        const int MostTaps = (2 * Columns.Block) + 1;
        if (taps / 2 > Columns.Block)
        {
            throw new NotSupportedException(
                $"Convolve: a kernel of {taps} taps is longer than the {MostTaps} that the managed engine takes.");
        }

        var affine = norm is null ? null : FoldGroupNorm(Own(x), norm);
        var job = new ConvolutionJob
        {
            Source = new TileSource { First = ViewOf(x), FirstScale = 1f, Affine = affine is null ? null : affine.Pointer },
            Panels = DataOf(convolution.Kernel),
            Combinations = CombinationsOf(convolution.Kernel),
            Bias = DataOf(convolution.Bias),
            Taps = taps,
        };
        var result = Convolve(job, output, residual, modulation, withMoments: true);
        if (affine is not null)
            _tensors.Return(affine);
        return result;
    }

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
    (Tensor First, Tensor Second) IGradientOperations.MergeBackward(
        Tensor first, float scale, Tensor second, ConvolutionWeights convolution, Tensor dy, WeightGradients gradients)
    {
        var channels = first.Shape[1];
        AddKernelGradient(new TileSource { First = ViewOf(first), FirstScale = scale }, Own(dy), convolution, gradients);
        AddKernelGradient(
            new TileSource { First = ViewOf(second), FirstScale = 1f },
            Own(dy),
            convolution with { Bias = null },
            gradients,
            firstInput: channels);
        return (
            InputGradient(Own(dy), convolution.Kernel, first.Shape, factor: scale),
            InputGradient(Own(dy), convolution.Kernel, second.Shape, firstInput: channels));
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

    private ManagedTensor? ActivatedConvolveBackward(
        ManagedTensor x,
        ConvolutionWeights convolution,
        NormalizationWeights norm,
        ManagedTensor dy,
        bool wantsInput,
        WeightGradients gradients)
    {
        var (batch, channels, outputs, taps) = (x.Shape[0], x.Shape[1], convolution.Kernel.Shape[0], convolution.Kernel.Shape[2]);
        var affine = FoldGroupNorm(x, norm);
        AddKernelGradient(new TileSource { First = x.View, FirstScale = 1f, Affine = affine.Pointer }, dy, convolution, gradients);
        _tensors.Return(affine);

        var plan = new TilePlan(x.Shape[2], Threads);
        var result = _tensors.Rent(x.Shape);
        var sums = RentSums(batch, plan.Chunks, 2 * channels);
        var constants = PrepareGroupNormGradient(x, norm);

        var combines = PanelPacking.HasCombinations(convolution.Kernel.Shape, convolution.Kernel.Use);
        var panels = combines
            ? TurnCombinations(convolution.Kernel)
            : Turn(new PanelTranspositionJob
            {
                Panels = DataOf(convolution.Kernel),
                Outputs = outputs,
                AllInputs = channels,
                Taps = taps,
                Inputs = channels,
                Factor = 1f,
            });
        Run(
            new ActivatedInputGradientJob
            {
                Plan = plan,
                Gradient = dy.View,
                Panels = panels.Pointer,
                Combinations = combines ? panels.Pointer : null,
                Taps = taps,
                X = x.View,
                Output = result.View,
                Constants = constants.Pointer,
                Sums = (double*)sums.Pointer,
            },
            batch * plan.Parts);
        _tensors.Return(panels);
        _tensors.Return(constants);

        FinishGroupNorm(x, norm, plan, sums, result, wantsInput, gradients);
        _tensors.Return(sums);
        if (wantsInput)
            return result;
        result.Dispose();
        return null;
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
                DataOf(norm.Scale),
                DataOf(norm.Shift),
                affine.Pointer + (2L * item * channels));
        }

        return affine;
    }

    private void FinishGroupNorm(
        ManagedTensor x, NormalizationWeights norm, TilePlan plan, AlignedBuffer sums, ManagedTensor gradient, bool wantsInput,
        WeightGradients gradients)
    {
        var (batch, channels) = (x.Shape[0], x.Shape[1]);
        var affine = _tensors.RentBuffer(3L * batch * channels);
        for (var item = 0; item < batch; item++)
        {
            GroupNormGradient.Finish(
                x.Moments!,
                item,
                norm.Groups,
                x.Shape[2],
                DataOf(norm.Scale),
                Totals(sums, item, plan.Chunks, 2 * channels),
                affine.Pointer + (3L * item * channels),
                Own(gradients.Of(norm.Scale)).Values,
                Own(gradients.Of(norm.Shift)).Values);
        }

        if (wantsInput)
            Run(new ChannelAffineJob { Plan = plan, X = x.View, Y = gradient.View, Affine = affine.Pointer }, batch * plan.Parts);
        _tensors.Return(affine);
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

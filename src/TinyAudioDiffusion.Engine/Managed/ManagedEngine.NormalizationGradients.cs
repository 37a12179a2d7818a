using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Modulation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Normalisations, backwards: a pass that gathers sums over samples, a few numbers for each channel, a pass that uses them.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    (Tensor X, Tensor ScaleAndShift) IGradientOperations.ModulateBackward(Tensor x, Tensor scaleAndShift, Tensor dy)
    {
        var (batch, channels) = (x.Shape[0], x.Shape[1]);
        var plan = new TilePlan(x.Shape[2], Threads);
        var result = _tensors.Rent(x.Shape);
        var sums = RentSums(batch, plan.Chunks, 2 * channels);
        Run(
            new ModulationGradientJob
            {
                Plan = plan,
                X = ViewOf(x),
                Gradient = ViewOf(dy),
                Output = result.View,
                Modulation = FeaturesOf(scaleAndShift),
                Sums = (double*)sums.Pointer,
            },
            batch * plan.Parts);

        var modulation = _tensors.Rent(scaleAndShift.Shape);
        for (var item = 0; item < batch; item++)
        {
            var totals = Totals(sums, item, plan.Chunks, 2 * channels);
            var row = modulation.Features.Span(item);
            for (var channel = 0; channel < channels; channel++)
                (row[channel], row[channels + channel]) = ((float)totals[2 * channel], (float)totals[(2 * channel) + 1]);
        }

        _tensors.Return(sums);
        return (result, modulation);
    }

    private ManagedTensor? ActivatedConvolveBackward(
        ManagedTensor x, ConvolutionWeights convolution, NormalizationWeights norm, ManagedTensor dy, bool wantsInput, WeightGradients gradients)
    {
        var (batch, channels, outputs, taps) = (x.Shape[0], x.Shape[1], convolution.Kernel.Shape[0], convolution.Kernel.Shape[2]);
        var affine = FoldGroupNorm(x, norm);
        AddKernelGradient(new TileSource { First = x.View, FirstScale = 1f, Affine = affine.Pointer }, dy, convolution, gradients);
        _tensors.Return(affine);

        var plan = new TilePlan(x.Shape[2], Threads);
        var result = _tensors.Rent(x.Shape);
        var sums = RentSums(batch, plan.Chunks, 2 * channels);
        var constants = _tensors.RentBuffer((long)batch * channels * GroupNormGradient.Forward);
        for (var item = 0; item < batch; item++)
        {
            GroupNormGradient.Prepare(
                x.Moments!, item, norm.Groups, DataOf(norm.Scale), DataOf(norm.Shift), constants.Pointer + ((long)item * channels * GroupNormGradient.Forward));
        }

        var panels = Turn(new PanelTranspositionJob
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

    private void FinishGroupNorm(
        ManagedTensor x, NormalizationWeights norm, TilePlan plan, AlignedBuffer sums, ManagedTensor gradient, bool wantsInput, WeightGradients gradients)
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
                gradients.Of(norm.Scale),
                gradients.Of(norm.Shift));
        }

        if (wantsInput)
            Run(new ChannelAffineJob { Plan = plan, X = x.View, Y = gradient.View, Affine = affine.Pointer }, batch * plan.Parts);
        _tensors.Return(affine);
    }

    /// <summary>Memory for the sums of every chunk, [batch, chunks, count] doubles.</summary>
    private AlignedBuffer RentSums(int batch, int chunks, int count) => _tensors.RentBuffer(2L * batch * chunks * count);

    /// <summary>Adds the chunks of an item.</summary>
    private static double* Totals(AlignedBuffer sums, int item, int chunks, int count)
    {
        var totals = (double*)sums.Pointer + ((long)item * chunks * count);
        LaneSums.Combine(totals, chunks, count);
        return totals;
    }
}

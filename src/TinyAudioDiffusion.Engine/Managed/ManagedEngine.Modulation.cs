using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Modulation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;

namespace TinyAudioDiffusion.Engine.Managed;

// Features that scale and shift channels.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor ModulateCore(Tensor x, Tensor scaleAndShift)
        => Convolve(
            new ConvolutionJob { Source = new TileSource { First = ViewOf(x), FirstScale = 1f }, Taps = 1 },
            x.Shape,
            residual: null,
            scaleAndShift,
            withMoments: true);

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

    /// <inheritdoc/>
    Tensor IGradientOperations.Scale(Tensor x, Tensor scale)
    {
        var plan = new TilePlan(x.Shape[2], Threads);
        var result = _tensors.Rent(x.Shape);
        Run(new ScaleJob { Plan = plan, X = ViewOf(x), Y = result.View, Scale = FeaturesOf(scale) }, x.Shape[0] * plan.Parts);
        return result;
    }

    /// <inheritdoc/>
    (Tensor X, Tensor Scale) IGradientOperations.ScaleBackward(Tensor x, Tensor scale, Tensor dy)
    {
        var (batch, channels) = (x.Shape[0], x.Shape[1]);
        var plan = new TilePlan(x.Shape[2], Threads);
        var result = _tensors.Rent(x.Shape);
        var sums = RentSums(batch, plan.Chunks, channels);
        Run(
            new ScaleJob
            {
                Plan = plan,
                X = ViewOf(dy),
                Y = result.View,
                Scale = FeaturesOf(scale),
                Other = ViewOf(x),
                Sums = (double*)sums.Pointer,
            },
            batch * plan.Parts);

        var byScale = _tensors.Rent(scale.Shape);
        for (var item = 0; item < batch; item++)
        {
            var totals = Totals(sums, item, plan.Chunks, channels);
            var row = byScale.Features.Span(item);
            for (var channel = 0; channel < channels; channel++)
                row[channel] = (float)totals[channel];
        }

        _tensors.Return(sums);
        return (result, byScale);
    }
}

using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Arithmetic;
using TinyAudioDiffusion.Engine.Managed.Kernels.Modulation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;

namespace TinyAudioDiffusion.Engine.Managed;

// What backward passes do element by element.
public sealed unsafe partial class ManagedEngine
{
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
            new ScaleJob { Plan = plan, X = ViewOf(dy), Y = result.View, Scale = FeaturesOf(scale), Other = ViewOf(x), Sums = (double*)sums.Pointer },
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

    /// <inheritdoc/>
    Tensor IGradientOperations.Multiply(Tensor x, float factor)
    {
        var result = _tensors.Rent(x.Shape);
        Run(Own(result), Own(x), factor, replace: true);
        return result;
    }

    /// <inheritdoc/>
    void IGradientOperations.Accumulate(Tensor target, Tensor addend) => Run(Own(target), Own(addend), factor: 1f, replace: false);

    private void Run(ManagedTensor target, ManagedTensor addend, float factor, bool replace)
    {
        fixed (float* to = target.Everything, from = addend.Everything)
        {
            var job = new AccumulationJob { Target = to, Addend = from, Factor = factor, Replace = replace, Length = target.Everything.Length };
            Run(job, job.Parts);
        }
    }
}

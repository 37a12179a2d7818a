using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Convolution;
using TinyAudioDiffusion.Engine.Managed.Kernels.Normalization;
using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Normalisations that stand by themselves; those on the way into a convolution are in ManagedEngine.Convolution.cs.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor NormalizeGroupsCore(Tensor x, NormalizationWeights norm, Activation activation, Tensor? residual)
    {
        var affine = FoldGroupNorm(Own(x), norm);
        var plan = new TilePlan(x.Shape[2], Threads);
        var result = _tensors.Rent(x.Shape);
        Run(
            new GroupNormJob
            {
                Plan = plan,
                X = ViewOf(x),
                Output = result.View,
                Residual = ViewOf(residual),
                Affine = affine.Pointer,
                Activation = activation,
            },
            x.Shape[0] * plan.Parts);
        _tensors.Return(affine);
        return result;
    }

    /// <inheritdoc/>
    Tensor? IGradientOperations.NormalizeGroupsBackward(
        Tensor x, NormalizationWeights norm, Activation activation, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var (batch, channels) = (x.Shape[0], x.Shape[1]);
        var plan = new TilePlan(x.Shape[2], Threads);
        var result = _tensors.Rent(x.Shape);
        var sums = RentSums(batch, plan.Chunks, 2 * channels);
        var constants = PrepareGroupNormGradient(Own(x), norm);
        Run(
            new GroupNormGradientJob
            {
                Plan = plan,
                X = ViewOf(x),
                Gradient = ViewOf(dy),
                Output = result.View,
                Constants = constants.Pointer,
                Sums = (double*)sums.Pointer,
                Activation = activation,
            },
            batch * plan.Parts);
        _tensors.Return(constants);
        FinishGroupNorm(Own(x), norm, plan, sums, result, wantsInput, gradients);
        _tensors.Return(sums);
        if (wantsInput)
            return result;
        result.Dispose();
        return null;
    }

    private AlignedBuffer PrepareGroupNormGradient(ManagedTensor x, NormalizationWeights norm)
    {
        var (batch, channels) = (x.Shape[0], x.Shape[1]);
        x.Moments ??= GatherMoments(x);
        var constants = _tensors.RentBuffer((long)batch * channels * GroupNormGradient.Forward);
        for (var item = 0; item < batch; item++)
        {
            GroupNormGradient.Prepare(
                x.Moments,
                item,
                norm.Groups,
                DataOf(norm.Scale),
                DataOf(norm.Shift),
                constants.Pointer + ((long)item * channels * GroupNormGradient.Forward));
        }

        return constants;
    }
}

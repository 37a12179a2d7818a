using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

// Normalisations that stand by themselves.
public abstract partial class TensorEngine
{
    /// <summary>
    /// Normalises groups of channels, and may then activate and add: y = activation(groupnorm(x)) + residual. Where a convolution follows
    /// and the activation is SiLU, <see cref="Convolve"/> does the same on the way.
    /// </summary>
    /// <param name="x">The input, [batch, channels, samples].</param>
    /// <param name="norm">The group normalisation.</param>
    /// <param name="activation">The activation after it.</param>
    /// <param name="residual">A tensor to add to the result, [batch, channels, samples]; null for none.</param>
    /// <returns>The output, [batch, channels, samples].</returns>
    public Tensor NormalizeGroups(
        Tensor x, NormalizationWeights norm, Activation activation = Activation.Identity, Tensor? residual = null)
    {
        const string Operation = nameof(NormalizeGroups);
        var channels = Check.Rank3(Operation, x)[1];
        ArgumentNullException.ThrowIfNull(norm);
        Check.Norm(Operation, norm, channels);
        var divides = norm.Groups > 0 && channels % norm.Groups == 0;
        Check.That(divides, Operation, $"{channels} channels do not divide into {norm.Groups} groups");
        if (residual is not null)
            Check.Is(Operation, "residual", residual, x.Shape);
        return NormalizeGroupsCore(x, norm, activation, residual);
    }

    /// <summary>Implements <see cref="NormalizeGroups"/>.</summary>
    protected abstract Tensor NormalizeGroupsCore(Tensor x, NormalizationWeights norm, Activation activation, Tensor? residual);
}

namespace TinyAudioDiffusion.Engine;

// Features that scale and shift channels.
public abstract partial class TensorEngine
{
    /// <summary>
    /// Normalises the channels at each sample (a layer normalisation without parameters, epsilon 1e-6), then scales and shifts them by
    /// features: y = norm(x) * (1 + scale) + shift.
    /// </summary>
    /// <param name="x">The input, [batch, channels, samples].</param>
    /// <param name="scaleAndShift">The scales, then the shifts, [batch, 2 * channels].</param>
    /// <returns>The output, [batch, channels, samples].</returns>
    public Tensor Modulate(Tensor x, Tensor scaleAndShift)
    {
        const string Operation = nameof(Modulate);
        var shape = Check.Rank3(Operation, x);
        ArgumentNullException.ThrowIfNull(scaleAndShift);
        Check.Is(Operation, "scale and shift", scaleAndShift, new Shape(shape[0], 2 * shape[1]));
        return ModulateCore(x, scaleAndShift);
    }

    /// <summary>Implements <see cref="Modulate"/>.</summary>
    protected abstract Tensor ModulateCore(Tensor x, Tensor scaleAndShift);
}

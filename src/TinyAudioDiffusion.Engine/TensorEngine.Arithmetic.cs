namespace TinyAudioDiffusion.Engine;

// Operations on tensors of one shape, element by element.
public abstract partial class TensorEngine
{
    /// <summary>Adds two tensors of the same shape, element by element.</summary>
    /// <param name="left">The first addend.</param>
    /// <param name="right">The second addend.</param>
    /// <returns>The sum.</returns>
    public Tensor Add(Tensor left, Tensor right)
    {
        Check.Same(nameof(Add), left, right);
        return AddCore(left, right);
    }

    /// <summary>Multiplies two tensors of the same shape, element by element.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <returns>The product.</returns>
    public Tensor Multiply(Tensor left, Tensor right)
    {
        Check.Same(nameof(Multiply), left, right);
        return MultiplyCore(left, right);
    }

    /// <summary>Interpolates between two tensors of the same shape, or extrapolates beyond them: from + (to - from) * amount.</summary>
    /// <param name="from">The result for an amount of 0.</param>
    /// <param name="to">The result for an amount of 1.</param>
    /// <param name="amount">How far to go, any number.</param>
    /// <returns>The point reached.</returns>
    public Tensor Extrapolate(Tensor from, Tensor to, float amount)
    {
        Check.Same(nameof(Extrapolate), from, to);
        return ExtrapolateCore(from, to, amount);
    }

    /// <summary>Implements <see cref="Add"/>.</summary>
    protected abstract Tensor AddCore(Tensor left, Tensor right);

    /// <summary>Implements <see cref="Multiply"/>.</summary>
    protected abstract Tensor MultiplyCore(Tensor left, Tensor right);

    /// <summary>Implements <see cref="Extrapolate"/>.</summary>
    protected abstract Tensor ExtrapolateCore(Tensor from, Tensor to, float amount);
}

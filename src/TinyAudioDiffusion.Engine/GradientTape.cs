namespace TinyAudioDiffusion.Engine;

/// <summary>
/// Records the operations of a pass so that gradients can flow back through them. A tape serves one pass: compute with its <see cref="Engine"/>, call
/// <see cref="Backward"/> once, dispose.
/// </summary>
/// <remarks>Not safe to use from several threads at once. Tensors of the tape's engine are the tape's: they are not understood by the engine that made the tape.</remarks>
public abstract class GradientTape : IDisposable
{
    /// <summary>Gets the engine that records. Networks use it like any other; disposing a tensor early frees what no gradient needs.</summary>
    public abstract TensorEngine Engine { get; }

    /// <summary>Copies values into a new tensor whose gradient can be read after <see cref="Backward"/>.</summary>
    /// <param name="values">The values, row major.</param>
    /// <param name="shape">The extents.</param>
    /// <returns>The tensor; the caller disposes it, at the latest with the tape.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public abstract Tensor Watch(ReadOnlySpan<float> values, Shape shape);

    /// <summary>Lets a gradient flow back through everything recorded.</summary>
    /// <param name="output">What was computed; stays the caller's.</param>
    /// <param name="outputGradient">The derivative of the loss by every element of the output, row major.</param>
    /// <param name="gradients">Receives the gradients of all weights, added to what is there.</param>
    /// <exception cref="ArgumentException">The gradient's length is not the output's, or the output was not recorded here.</exception>
    /// <exception cref="InvalidOperationException">The gradient has flowed back already.</exception>
    public abstract void Backward(Tensor output, ReadOnlySpan<float> outputGradient, WeightGradients gradients);

    /// <summary>Copies the gradient of a watched tensor out; zeros where none reached it.</summary>
    /// <param name="watched">A tensor from <see cref="Watch"/>.</param>
    /// <param name="destination">Receives the gradient, row major; exactly as long as the tensor.</param>
    /// <exception cref="InvalidOperationException"><see cref="Backward"/> has not been called.</exception>
    public abstract void ReadGradient(Tensor watched, Span<float> destination);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees everything that was kept for gradients.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);
}

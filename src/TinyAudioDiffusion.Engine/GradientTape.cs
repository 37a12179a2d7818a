using System.Buffers;

namespace TinyAudioDiffusion.Engine;

/// <summary>
/// Records the operations of a pass for the backward pass. A tape serves one pass: compute with its <see cref="Engine"/>, call
/// <see cref="Backward"/> once, dispose the tape.
/// </summary>
/// <remarks>
/// Not safe to use from several threads at once. The tensors of the tape's engine belong to the tape; the engine that created the tape
/// cannot use them.
/// </remarks>
public abstract class GradientTape : IDisposable
{
    /// <summary>
    /// Gets the engine that records. Networks use it like any other; a tensor that is disposed early frees its memory if no gradient needs
    /// it.
    /// </summary>
    public abstract TensorEngine Engine { get; }

    /// <summary>Copies values into a new tensor whose gradient can be read after <see cref="Backward"/>.</summary>
    /// <param name="values">The values, row major.</param>
    /// <param name="shape">The extents.</param>
    /// <returns>The tensor; the caller disposes it, at the latest with the tape.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public abstract Tensor Watch(ReadOnlySpan<float> values, Shape shape);

    /// <summary>Runs the backward pass through everything that was recorded.</summary>
    /// <param name="output">The result of the pass; stays the caller's.</param>
    /// <param name="outputGradient">The derivative of the loss by each element of the output, row major.</param>
    /// <param name="gradients">Receives the gradients of all weights: the pass adds to the values that are there.</param>
    /// <exception cref="ArgumentException">The gradient's length is not the output's, or the output was not recorded here.</exception>
    /// <exception cref="InvalidOperationException">The backward pass has run already.</exception>
    public abstract void Backward(Tensor output, ReadOnlySpan<float> outputGradient, WeightGradients gradients);

    /// <summary>
    /// Computes the weighted mean squared error of the output, and runs the backward pass from it. An engine whose memory is not the host's
    /// computes it where the output is, so that only the target goes in and the loss comes out.
    /// </summary>
    /// <param name="output">The result of the pass, [batch, channels, samples]; stays the caller's.</param>
    /// <param name="target">The wanted values, row major.</param>
    /// <param name="weights">The weight of the mean squared error of each item.</param>
    /// <param name="gradients">Receives the gradients of all weights: the pass adds to the values that are there.</param>
    /// <returns>The weighted sum. Where it is not finite, no gradient flows.</returns>
    /// <exception cref="ArgumentException">
    /// The target's length is not the output's, the weights are not as many as the items, or the output was not recorded here.
    /// </exception>
    /// <exception cref="InvalidOperationException">The backward pass has run already.</exception>
    public virtual double BackwardSquaredError(
        Tensor output, ReadOnlySpan<float> target, ReadOnlySpan<double> weights, WeightGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(output);
        CheckErrorOf(output.Shape, target.Length, weights.Length);
        var rented = ArrayPool<float>.Shared.Rent(target.Length);
        try
        {
            var values = rented.AsSpan(0, target.Length);
            Engine.Read(output, values);
            var (size, loss) = (values.Length / weights.Length, 0.0);
            for (var item = 0; item < weights.Length; item++)
            {
                var place = item * size;
                loss += weights[item] * SquaredError.Differentiate(values.Slice(place, size), target.Slice(place, size), weights[item]);
            }

            if (double.IsFinite(loss))
                Backward(output, values, gradients);
            return loss;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>Copies the gradient of a watched tensor to host memory; zeros if the output does not depend on the tensor.</summary>
    /// <param name="watched">A tensor from <see cref="Watch"/>.</param>
    /// <param name="destination">Receives the gradient, row major; exactly as long as the tensor.</param>
    /// <exception cref="InvalidOperationException"><see cref="Backward"/> has not been called.</exception>
    public abstract void ReadGradient(Tensor watched, Span<float> destination);

    /// <summary>Checks the arguments of <see cref="BackwardSquaredError"/>.</summary>
    /// <param name="output">The extents of the output.</param>
    /// <param name="targets">The number of wanted values.</param>
    /// <param name="weights">The number of weights.</param>
    protected static void CheckErrorOf(Shape output, int targets, int weights)
    {
        Check.That(
            targets == output.ElementCount, nameof(BackwardSquaredError), $"{targets} wanted values were given for an output of {output}");
        Check.That(weights == output[0], nameof(BackwardSquaredError), $"{weights} weights were given for {output[0]} items");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees everything that the tape keeps for the backward pass.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> is the caller.</param>
    protected abstract void Dispose(bool disposing);
}

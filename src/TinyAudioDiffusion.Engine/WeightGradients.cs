namespace TinyAudioDiffusion.Engine;

/// <summary>
/// The gradients of weights, in host memory and in the order of a state dict. Everything that flows back is added, so that several passes accumulate until
/// <see cref="Clear"/>.
/// </summary>
/// <remarks>Not safe to use from several threads at once. A weight that no gradient ever reached has none.</remarks>
public sealed class WeightGradients
{
    private readonly Dictionary<Weight, float[]> _gradients = new(ReferenceEqualityComparer.Instance);

    /// <summary>Gets the gradient of a weight, row major; zeros where none has reached it yet.</summary>
    /// <param name="weight">The weight.</param>
    /// <returns>As many elements as the weight has, for reading and adding.</returns>
    public Span<float> Of(Weight weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (!_gradients.TryGetValue(weight, out var gradient))
            _gradients.Add(weight, gradient = new float[weight.Shape.ElementCount]);
        return gradient;
    }

    /// <summary>Makes all gradients zero and keeps their memory.</summary>
    public void Clear()
    {
        foreach (var gradient in _gradients.Values)
            gradient.AsSpan().Clear();
    }
}

namespace TinyAudioDiffusion.Engine;

/// <summary>
/// The gradients of weights, in host memory and in the element order of a state dict. Every backward pass adds to them, so several passes
/// accumulate until <see cref="Clear"/>.
/// </summary>
/// <remarks>Not safe to use from several threads at once. The gradient of a weight is created when it is first asked for.</remarks>
public sealed class WeightGradients
{
    private readonly Dictionary<Weight, float[]> _gradients = new(ReferenceEqualityComparer.Instance);

    /// <summary>Gets the gradient of a weight, row major; zeros if no backward pass has added to it yet.</summary>
    /// <param name="weight">The weight.</param>
    /// <returns>As many elements as the weight has, to read and to add to.</returns>
    public Span<float> Of(Weight weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (!_gradients.TryGetValue(weight, out var gradient))
            _gradients.Add(weight, gradient = new float[weight.Shape.ElementCount]);
        return gradient;
    }

    /// <summary>Sets all gradients to zero and keeps their memory.</summary>
    public void Clear()
    {
        foreach (var gradient in _gradients.Values)
            gradient.AsSpan().Clear();
    }
}

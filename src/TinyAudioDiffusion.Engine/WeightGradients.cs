namespace TinyAudioDiffusion.Engine;

/// <summary>
/// The gradients of weights, in the memory of the engine. Every backward pass adds to them, so several passes accumulate until
/// <see cref="TensorEngine.Optimize"/>, which uses them up.
/// </summary>
/// <param name="engine">The engine that the weights belong to.</param>
/// <remarks>Not safe to use from several threads at once. The gradient of a weight is created when it is first asked for.</remarks>
public sealed class WeightGradients(TensorEngine engine) : IDisposable
{
    private readonly Dictionary<Weight, Weight> _gradients = new(ReferenceEqualityComparer.Instance);
    private float[] _zeros = [];

    /// <summary>Gets the gradient of a weight; zeros if no backward pass has added to it yet.</summary>
    /// <param name="weight">The weight.</param>
    /// <returns>Plain values of the same shape; they stay this object's.</returns>
    public Weight Of(Weight weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (!_gradients.TryGetValue(weight, out var gradient))
        {
            if (_zeros.Length < weight.Shape.ElementCount)
                _zeros = new float[weight.Shape.ElementCount];
            gradient = engine.CreateWeight(_zeros.AsSpan(0, weight.Shape.ElementCount), weight.Shape, WeightUse.Values);
            _gradients.Add(weight, gradient);
        }

        return gradient;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var gradient in _gradients.Values)
            gradient.Dispose();
        _gradients.Clear();
    }
}

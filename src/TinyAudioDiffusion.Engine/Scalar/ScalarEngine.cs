using TinyAudioDiffusion.Engine.Differentiation;

namespace TinyAudioDiffusion.Engine.Scalar;

/// <summary>
/// The reference engine: every operation and its backward written as a formula, in loops over single numbers with sums in double. It is
/// slow, and meant to be checked by eye. Tests compare the kernels of the managed engine with it; we call it their scalar twin.
/// </summary>
internal sealed partial class ScalarEngine : TensorEngine, IGradientOperations
{
    /// <inheritdoc/>
    public override string Description => "scalar reference";

    /// <inheritdoc/>
    protected override Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape)
    {
        var tensor = new ScalarTensor(shape);
        values.CopyTo(tensor.Values);
        return tensor;
    }

    /// <inheritdoc/>
    protected override void ReadCore(Tensor tensor, Span<float> destination) => Own(tensor).Values.CopyTo(destination);

    /// <inheritdoc/>
    protected override Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use)
        => new ScalarWeight(values.ToArray(), shape, use);

    /// <inheritdoc/>
    protected override void UpdateCore(Weight weight, ReadOnlySpan<float> values) => values.CopyTo(Own(weight));

    /// <inheritdoc/>
    protected override void ReadCore(Weight weight, Span<float> destination) => Own(weight).CopyTo(destination);

    /// <inheritdoc/>
    protected override GradientTape CreateTapeCore(bool gradientCheckpointing) => new RecordingTape(this, this, gradientCheckpointing);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The engine holds nothing.
    }

    private static ScalarTensor Own(Tensor tensor) => tensor as ScalarTensor
        ?? throw new ArgumentException($"A {tensor.GetType().Name} is not a tensor of the scalar engine.", nameof(tensor));

    private static float[] Own(Weight weight) => (weight as ScalarWeight)?.Values
        ?? throw new ArgumentException($"A {weight.GetType().Name} is not a weight of the scalar engine.", nameof(weight));

    private static ScalarTensor Fill(Shape shape, Func<int, int, int, double> function)
    {
        var result = new ScalarTensor(shape);
        for (var b = 0; b < shape[0]; b++)
        {
            for (var c = 0; c < shape[1]; c++)
            {
                for (var t = 0; t < shape[2]; t++)
                    result[b, c, t] = (float)function(b, c, t);
            }
        }

        return result;
    }
}

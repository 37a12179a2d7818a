using TinyAudioDiffusion.Engine.Managed.Memory;

namespace TinyAudioDiffusion.Engine.Managed;

// Tensors and weights in and out.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape)
    {
        var tensor = _tensors.Rent(shape);
        for (var row = 0; row < shape.Rows; row++)
            values.Slice(row * shape.RowLength, shape.RowLength).CopyTo(Row(tensor, row));
        return tensor;
    }

    /// <inheritdoc/>
    protected override void ReadCore(Tensor tensor, Span<float> destination)
    {
        var shape = tensor.Shape;
        for (var row = 0; row < shape.Rows; row++)
            Row(Own(tensor), row).CopyTo(destination.Slice(row * shape.RowLength, shape.RowLength));
    }

    /// <inheritdoc/>
    protected override Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use) => new ManagedWeight(values, shape, use);

    private static ManagedTensor Own(Tensor tensor) => tensor as ManagedTensor
        ?? throw new ArgumentException($"A {tensor.GetType().Name} is not a tensor of the managed engine.", nameof(tensor));

    private static ManagedWeight Own(Weight weight) => weight as ManagedWeight
        ?? throw new ArgumentException($"A {weight.GetType().Name} is not a weight of the managed engine.", nameof(weight));

    private static float* DataOf(Weight? weight) => weight is null ? null : Own(weight).Data;

    private static TensorView ViewOf(Tensor? tensor) => tensor is null ? default : Own(tensor).View;

    private static Span<float> Row(ManagedTensor tensor, int row)
        => new(tensor.View.Data + ((long)row * tensor.View.RowStride), tensor.View.Samples);
}

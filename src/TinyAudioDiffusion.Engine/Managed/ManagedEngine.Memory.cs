using TinyAudioDiffusion.Engine.Managed.Kernels.Tiles;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Managed.Simd;

namespace TinyAudioDiffusion.Engine.Managed;

// Tensors, weights and pooled memory.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor CreateTensorCore(ReadOnlySpan<float> values, Shape shape)
    {
        var tensor = _tensors.Rent(shape);
        for (var row = 0; row < shape.Rows; row++)
        {
            var from = values.Slice(row * shape.RowLength, shape.RowLength);
            if (shape.Rank < 3)
                from.CopyTo(tensor.Features.Span(row));
            else
                WriteRow(tensor.View, row / shape[1], row % shape[1], from);
        }

        return tensor;
    }

    /// <inheritdoc/>
    protected override void ReadCore(Tensor tensor, Span<float> destination)
    {
        var (own, shape) = (Own(tensor), tensor.Shape);
        for (var row = 0; row < shape.Rows; row++)
        {
            var to = destination.Slice(row * shape.RowLength, shape.RowLength);
            if (shape.Rank < 3)
                own.Features.Span(row).CopyTo(to);
            else
                ReadRow(own.View, row / shape[1], row % shape[1], to);
        }
    }

    /// <inheritdoc/>
    protected override Weight CreateWeightCore(ReadOnlySpan<float> values, Shape shape, WeightUse use)
    {
        var weight = new ManagedWeight(shape, use, PanelPacking.LengthOf(shape, use));
        UpdateCore(weight, values);
        return weight;
    }

    /// <inheritdoc/>
    protected override void UpdateCore(Weight weight, ReadOnlySpan<float> values)
    {
        if (weight.Use == WeightUse.Values)
        {
            Own(weight).Fill(values);
            return;
        }

        fixed (float* from = values)
            Move(Own(weight), from, undo: false);
    }

    /// <inheritdoc/>
    protected override void ReadCore(Weight weight, Span<float> destination)
    {
        if (weight.Use == WeightUse.Values)
        {
            Own(weight).Values.CopyTo(destination);
            return;
        }

        fixed (float* to = destination)
            Move(Own(weight), to, undo: true);
    }

    private void Move(ManagedWeight weight, float* values, bool undo)
    {
        var job = new PanelPackingJob { Values = values, Panels = weight.Data, Shape = weight.Shape, Use = weight.Use, Undo = undo };
        _workers.Run(job, job.Parts);
    }

    private static ManagedTensor Own(Tensor tensor) => tensor as ManagedTensor
        ?? throw new ArgumentException($"A {tensor.GetType().Name} is not a tensor of the managed engine.", nameof(tensor));

    private static ManagedWeight Own(Weight weight) => weight as ManagedWeight
        ?? throw new ArgumentException($"A {weight.GetType().Name} is not a weight of the managed engine.", nameof(weight));

    private static float* DataOf(Weight? weight) => weight is null ? null : Own(weight).Data;

    private static float* CombinationsOf(Weight kernel)
        => PanelPacking.HasCombinations(kernel.Shape, kernel.Use)
            ? DataOf(kernel) + PanelPacking.CombinationOffsets(kernel.Shape).Start : null;

    private static TensorView ViewOf(Tensor? tensor) => tensor is null ? default : Own(tensor).View;

    private static FeatureView FeaturesOf(Tensor? tensor) => tensor is null ? default : Own(tensor).Features;

    private static void WriteRow(TensorView view, int item, int channel, ReadOnlySpan<float> samples)
    {
        for (var start = 0; start < samples.Length; start += Columns.Block)
        {
            var block = samples.Slice(start, Math.Min(Columns.Block, samples.Length - start));
            block.CopyTo(new Span<float>(view.Sample(item, channel, start), Columns.Block));
        }
    }

    private static void ReadRow(TensorView view, int item, int channel, Span<float> samples)
    {
        for (var start = 0; start < samples.Length; start += Columns.Block)
        {
            var block = samples.Slice(start, Math.Min(Columns.Block, samples.Length - start));
            new ReadOnlySpan<float>(view.Sample(item, channel, start), block.Length).CopyTo(block);
        }
    }

    /// <summary>Rents memory for the sums of every chunk, [batch, chunks, count] doubles.</summary>
    private AlignedBuffer RentSums(int batch, int chunks, int count) => _tensors.RentBuffer(2L * batch * chunks * count);

    /// <summary>Adds up the chunks of an item.</summary>
    private static double* Totals(AlignedBuffer sums, int item, int chunks, int count)
    {
        var totals = (double*)sums.Pointer + ((long)item * chunks * count);
        LaneSums.Combine(totals, chunks, count);
        return totals;
    }
}

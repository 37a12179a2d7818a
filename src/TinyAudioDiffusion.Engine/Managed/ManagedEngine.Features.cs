using System.Numerics.Tensors;
using TinyAudioDiffusion.Engine.Layers;
using TinyAudioDiffusion.Engine.Managed.Kernels;

namespace TinyAudioDiffusion.Engine.Managed;

// Feature vectors, and what is done element by element or by moving samples.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output)
    {
        using var activated = before == Activation.Identity ? null : _tensors.Rent(x.Shape);
        if (activated is not null)
        {
            for (var row = 0; row < x.Shape[0]; row++)
            {
                Row(Own(x), row).CopyTo(Row(activated, row));
                Apply(before, Row(activated, row));
            }
        }

        var result = _tensors.Rent(output);
        var job = new LinearJob
        {
            Input = (activated ?? Own(x)).View,
            Output = result.View,
            Batch = output[0],
            Panels = DataOf(linear.Matrix),
            Bias = DataOf(linear.Bias),
        };
        _workers.Run(job, (job.PanelCount + LinearJob.PanelsPerPart - 1) / LinearJob.PanelsPerPart);
        for (var row = 0; row < output[0]; row++)
            Apply(after, Row(result, row));
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output)
    {
        var result = _tensors.Rent(output);
        var all = Own(frequencies).Values;
        for (var row = 0; row < values.Length; row++)
        {
            var features = Row(result, row);
            features[0] = values[row];
            for (var i = 0; i < all.Length; i++)
            {
                var (sin, cos) = ScalarMath.SinCosTurns((double)all[i] * values[row]);
                features[1 + i] = (float)sin;
                features[1 + all.Length + i] = (float)cos;
            }
        }

        return result;
    }

    /// <inheritdoc/>
    protected override Tensor RepeatEmbeddingCore(Weight learned, Shape output)
    {
        var result = _tensors.Rent(output);
        var values = Own(learned).Values;
        for (var row = 0; row < output.Rows; row++)
        {
            var tokens = Row(result, row);
            for (var token = 0; token < tokens.Length; token++)
                tokens[token] = values[(token * output[1]) + (row % output[1])];
        }

        return result;
    }

    /// <inheritdoc/>
    protected override Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output)
    {
        var result = _tensors.Rent(output);
        for (var item = 0; item < rows.Length; item++)
            Own(table).Values.Slice(rows[item] * output[1], output[1]).CopyTo(Row(result, item));
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor AddCore(Tensor left, Tensor right)
    {
        var result = _tensors.Rent(left.Shape);
        for (var row = 0; row < left.Shape.Rows; row++)
            TensorPrimitives.Add(Row(Own(left), row), Row(Own(right), row), Row(result, row));
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor ExtrapolateCore(Tensor from, Tensor to, float amount)
    {
        var result = _tensors.Rent(from.Shape);
        for (var row = 0; row < from.Shape.Rows; row++)
        {
            var start = Row(Own(from), row);
            var step = Row(result, row);
            TensorPrimitives.Subtract(Row(Own(to), row), start, step);
            TensorPrimitives.MultiplyAdd(step, amount, start, step);
        }

        return result;
    }

    /// <inheritdoc/>
    protected override Tensor PatchCore(Tensor x, int size, Shape output)
    {
        var result = _tensors.Rent(output);
        for (var row = 0; row < output.Rows; row++)
        {
            var from = Row(Own(x), row / size);
            var to = Row(result, row);
            for (var i = 0; i < to.Length; i++)
                to[i] = from[(i * size) + (row % size)];
        }

        return result;
    }

    /// <inheritdoc/>
    protected override Tensor UnpatchCore(Tensor x, int size, Shape output)
    {
        var result = _tensors.Rent(output);
        for (var row = 0; row < x.Shape.Rows; row++)
        {
            var from = Row(Own(x), row);
            var to = Row(result, row / size);
            for (var i = 0; i < from.Length; i++)
                to[(i * size) + (row % size)] = from[i];
        }

        return result;
    }

    private static void Apply(Activation activation, Span<float> values)
    {
        if (activation == Activation.Identity)
            return;
        for (var i = 0; i < values.Length; i++)
            values[i] = activation == Activation.Silu ? ScalarMath.Silu(values[i]) : ScalarMath.Gelu(values[i]);
    }
}

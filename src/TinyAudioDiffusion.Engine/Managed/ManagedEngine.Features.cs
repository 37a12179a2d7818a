using System.Numerics.Tensors;
using TinyAudioDiffusion.Engine.Managed.Kernels.Features;
using TinyAudioDiffusion.Engine.Managed.Kernels.Resampling;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Scalar;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Feature vectors, and what is done element by element or by moving samples.
public sealed unsafe partial class ManagedEngine
{
    /// <inheritdoc/>
    protected override Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output)
    {
        using var activated = Activated(x, before);
        var result = _tensors.Rent(output);
        var job = new LinearJob
        {
            Input = (activated ?? Own(x)).Features,
            Output = result.Features,
            Batch = output[0],
            Panels = DataOf(linear.Matrix),
            Bias = DataOf(linear.Bias),
        };
        _workers.Run(job, (job.PanelCount + LinearJob.PanelsPerPart - 1) / LinearJob.PanelsPerPart);
        for (var item = 0; item < output[0]; item++)
            Apply(after, result.Features.Span(item));
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output)
    {
        var result = _tensors.Rent(output);
        var all = Own(frequencies).Values;
        for (var item = 0; item < values.Length; item++)
        {
            var features = result.Features.Span(item);
            features[0] = values[item];
            for (var i = 0; i < all.Length; i++)
            {
                var (sin, cos) = ScalarMath.SinCosTurns((double)all[i] * values[item]);
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
        for (var item = 0; item < output[0]; item++)
        {
            for (var token = 0; token < output[2]; token++)
            {
                for (var feature = 0; feature < output[1]; feature++)
                    *result.View.Sample(item, feature, token) = values[(token * output[1]) + feature];
            }
        }

        return result;
    }

    /// <inheritdoc/>
    protected override Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output)
    {
        var result = _tensors.Rent(output);
        for (var item = 0; item < rows.Length; item++)
            Own(table).Values.Slice(rows[item] * output[1], output[1]).CopyTo(result.Features.Span(item));
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor AddCore(Tensor left, Tensor right)
    {
        var result = _tensors.Rent(left.Shape);
        TensorPrimitives.Add(Own(left).Everything, Own(right).Everything, result.Everything);
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor ExtrapolateCore(Tensor from, Tensor to, float amount)
    {
        var result = _tensors.Rent(from.Shape);
        var start = Own(from).Everything;
        var step = result.Everything;
        TensorPrimitives.Subtract(Own(to).Everything, start, step);
        TensorPrimitives.MultiplyAdd(step, amount, start, step);
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor PatchCore(Tensor x, int size, Shape output)
    {
        var result = _tensors.Rent(output);
        var job = new PatchJob { Wide = ViewOf(x), Narrow = result.View, Size = size };
        _workers.Run(job, output[0] * job.PartsPerItem);
        return result;
    }

    /// <inheritdoc/>
    protected override Tensor UnpatchCore(Tensor x, int size, Shape output)
    {
        var result = _tensors.Rent(output);
        var job = new PatchJob { Wide = result.View, Narrow = ViewOf(x), Size = size, Undo = true };
        _workers.Run(job, output[0] * job.PartsPerItem);
        return result;
    }

    private ManagedTensor? Activated(Tensor x, Activation activation)
    {
        if (activation == Activation.Identity)
            return null;
        var result = _tensors.Rent(x.Shape);
        for (var item = 0; item < x.Shape[0]; item++)
        {
            FeaturesOf(x).Span(item).CopyTo(result.Features.Span(item));
            Apply(activation, result.Features.Span(item));
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

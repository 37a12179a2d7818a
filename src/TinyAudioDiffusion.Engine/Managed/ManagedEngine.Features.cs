using System.Numerics.Tensors;
using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Kernels.Features;
using TinyAudioDiffusion.Engine.Managed.Memory;
using TinyAudioDiffusion.Engine.Scalar;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Managed;

// Feature vectors and embeddings.
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
    Tensor? IGradientOperations.LinearBackward(
        Tensor x, LinearWeights linear, Activation before, Activation after, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        using var gradient = BeforeActivation(x, linear, before, after, dy);
        using var activated = Activated(x, before);
        AddMatrixGradient(activated ?? Own(x), gradient, linear, gradients);
        if (!wantsInput)
            return null;

        var result = _tensors.Rent(x.Shape);
        var job = new LinearInputGradientJob
        {
            Gradient = gradient.Features,
            Output = result.Features,
            Batch = x.Shape[0],
            Panels = DataOf(linear.Matrix),
        };
        _workers.Run(job, job.Parts);
        for (var item = 0; item < x.Shape[0]; item++)
            MultiplyByDerivative(before, FeaturesOf(x).Span(item), result.Features.Span(item));
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
    void IGradientOperations.EmbedFrequenciesBackward(ReadOnlySpan<float> values, Weight frequencies, Tensor dy, WeightGradients gradients)
    {
        var all = Own(frequencies).Values;
        var target = Own(gradients.Of(frequencies)).Values;
        for (var item = 0; item < values.Length; item++)
        {
            var features = FeaturesOf(dy).Span(item);
            for (var i = 0; i < all.Length; i++)
            {
                var (sin, cos) = ScalarMath.SinCosTurns((double)all[i] * values[item]);
                var byAngle = (features[1 + i] * cos) - (features[1 + all.Length + i] * sin);
                target[i] += (float)(2 * Math.PI * values[item] * byAngle);
            }
        }
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
    void IGradientOperations.RepeatEmbeddingBackward(Weight learned, Tensor dy, WeightGradients gradients)
    {
        var (view, features) = (ViewOf(dy), dy.Shape[1]);
        var target = Own(gradients.Of(learned)).Values;
        for (var item = 0; item < dy.Shape[0]; item++)
        {
            for (var token = 0; token < dy.Shape[2]; token++)
            {
                for (var feature = 0; feature < features; feature++)
                    target[(token * features) + feature] += *view.Sample(item, feature, token);
            }
        }
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
    void IGradientOperations.LookUpBackward(Weight table, ReadOnlySpan<int> rows, Tensor dy, WeightGradients gradients)
    {
        var target = Own(gradients.Of(table)).Values;
        for (var item = 0; item < rows.Length; item++)
        {
            var features = FeaturesOf(dy).Span(item);
            for (var feature = 0; feature < features.Length; feature++)
                target[(rows[item] * features.Length) + feature] += features[feature];
        }
    }

    /// <summary>
    /// Computes the gradient before the activation of the output. Zeros follow the features, because kernels read whole panels.
    /// </summary>
    private ManagedTensor BeforeActivation(Tensor x, LinearWeights linear, Activation before, Activation after, Tensor dy)
    {
        var result = _tensors.Rent(dy.Shape);
        result.Everything.Clear();
        for (var item = 0; item < dy.Shape[0]; item++)
            FeaturesOf(dy).Span(item).CopyTo(result.Features.Span(item));
        if (after == Activation.Identity)
            return result;

        using var output = LinearCore(x, linear, before, Activation.Identity, dy.Shape);
        for (var item = 0; item < dy.Shape[0]; item++)
            MultiplyByDerivative(after, FeaturesOf(output).Span(item), result.Features.Span(item));
        return result;
    }

    private void AddMatrixGradient(ManagedTensor x, ManagedTensor gradient, LinearWeights linear, WeightGradients gradients)
    {
        fixed (float* target = Own(gradients.Of(linear.Matrix)).Values)
        {
            var job = new LinearMatrixGradientJob { X = x.Features, Gradient = gradient.Features, Batch = x.Shape[0], Target = target };
            Run(job, job.Parts);
        }

        for (var item = 0; item < x.Shape[0] && linear.Bias is not null; item++)
        {
            var bias = Own(gradients.Of(linear.Bias)).Values;
            TensorPrimitives.Add(bias, gradient.Features.Span(item), bias);
        }
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

    private static void MultiplyByDerivative(Activation activation, Span<float> x, Span<float> gradient)
    {
        for (var i = 0; i < x.Length && activation != Activation.Identity; i++)
            gradient[i] *= activation == Activation.Silu ? ScalarMath.SiluDerivative(x[i]) : ScalarMath.GeluDerivative(x[i]);
    }
}

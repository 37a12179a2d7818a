using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Feature vectors and embeddings.
internal sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    protected override Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output)
    {
        var result = new ScalarTensor(output);
        for (var b = 0; b < output[0]; b++)
        {
            for (var o = 0; o < output[1]; o++)
                result.Values[(b * output[1]) + o] = (float)Apply(after, Sum(x, linear, before, b, o));
        }

        return result;
    }

    /// <inheritdoc/>
    Tensor? IGradientOperations.LinearBackward(
        Tensor x, LinearWeights linear, Activation before, Activation after, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var (inputs, outputs) = (x.Shape[1], dy.Shape[1]);
        var (matrix, input) = (Own(linear.Matrix), Own(x).Values);
        var (dmatrix, dbias, dx) = (new ScalarSums(linear.Matrix.Shape), new ScalarSums(new Shape(outputs)), new ScalarSums(x.Shape));
        for (var b = 0; b < x.Shape[0]; b++)
        {
            for (var o = 0; o < outputs; o++)
            {
                var share = Slope(after, Sum(x, linear, before, b, o)) * Own(dy).Values[(b * outputs) + o];
                dbias.Values[o] += share;
                for (var i = 0; i < inputs; i++)
                {
                    var value = input[(b * inputs) + i];
                    dmatrix[o, i] += share * Apply(before, value);
                    dx[b, i] += share * matrix[(o * inputs) + i] * Slope(before, value);
                }
            }
        }

        dmatrix.AddTo(Own(gradients.Of(linear.Matrix)));
        if (linear.Bias is not null)
            dbias.AddTo(Own(gradients.Of(linear.Bias)));
        return wantsInput ? dx.Round() : null;
    }

    /// <inheritdoc/>
    protected override Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output)
    {
        var all = Own(frequencies);
        var result = new ScalarTensor(output);
        for (var b = 0; b < values.Length; b++)
        {
            var row = result.Values.AsSpan(b * output[1], output[1]);
            row[0] = values[b];
            for (var i = 0; i < all.Length; i++)
            {
                var angle = 2 * Math.PI * all[i] * values[b];
                row[1 + i] = (float)Math.Sin(angle);
                row[1 + all.Length + i] = (float)Math.Cos(angle);
            }
        }

        return result;
    }

    /// <inheritdoc/>
    void IGradientOperations.EmbedFrequenciesBackward(ReadOnlySpan<float> values, Weight frequencies, Tensor dy, WeightGradients gradients)
    {
        var (all, dall) = (Own(frequencies), new ScalarSums(frequencies.Shape));
        for (var b = 0; b < values.Length; b++)
        {
            var row = Own(dy).Values.AsSpan(b * dy.Shape[1], dy.Shape[1]);
            for (var i = 0; i < all.Length; i++)
            {
                var angle = 2 * Math.PI * all[i] * values[b];
                dall.Values[i] += 2 * Math.PI * values[b] * ((Math.Cos(angle) * row[1 + i]) - (Math.Sin(angle) * row[1 + all.Length + i]));
            }
        }

        dall.AddTo(Own(gradients.Of(frequencies)));
    }

    /// <inheritdoc/>
    protected override Tensor RepeatEmbeddingCore(Weight learned, Shape output)
        => Fill(output, (_, feature, token) => Own(learned)[(token * output[1]) + feature]);

    /// <inheritdoc/>
    void IGradientOperations.RepeatEmbeddingBackward(Weight learned, Tensor dy, WeightGradients gradients)
    {
        var dlearned = new ScalarSums(learned.Shape);
        foreach (var (b, feature, token) in Places(dy.Shape))
            dlearned[token, feature] += Own(dy)[b, feature, token];
        dlearned.AddTo(Own(gradients.Of(learned)));
    }

    /// <inheritdoc/>
    protected override Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output)
    {
        var result = new ScalarTensor(output);
        for (var item = 0; item < rows.Length; item++)
            Own(table).AsSpan(rows[item] * output[1], output[1]).CopyTo(result.Values.AsSpan(item * output[1]));
        return result;
    }

    /// <inheritdoc/>
    void IGradientOperations.LookUpBackward(Weight table, ReadOnlySpan<int> rows, Tensor dy, WeightGradients gradients)
    {
        var features = table.Shape[1];
        var dtable = new ScalarSums(table.Shape);
        for (var item = 0; item < rows.Length; item++)
        {
            for (var i = 0; i < features; i++)
                dtable[rows[item], i] += Own(dy).Values[(item * features) + i];
        }

        dtable.AddTo(Own(gradients.Of(table)));
    }

    // Computes one element of before(x) W^T + b.
    private static double Sum(Tensor x, LinearWeights linear, Activation before, int batch, int output)
    {
        var inputs = x.Shape[1];
        double sum = linear.Bias is null ? 0 : Own(linear.Bias)[output];
        for (var i = 0; i < inputs; i++)
            sum += Own(linear.Matrix)[(output * inputs) + i] * Apply(before, Own(x).Values[(batch * inputs) + i]);
        return sum;
    }

    private static double Apply(Activation activation, double x) => activation switch
    {
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.Gelu => x * 0.5 * (1 + ScalarMath.Erf(x / Math.Sqrt(2))),
        _ => x,
    };

    private static double Slope(Activation activation, double x) => activation switch
    {
        Activation.Silu => (1 + (x * (1 - Sigmoid(x)))) * Sigmoid(x),
        Activation.Gelu => (0.5 * (1 + ScalarMath.Erf(x / Math.Sqrt(2)))) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)),
        _ => 1,
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

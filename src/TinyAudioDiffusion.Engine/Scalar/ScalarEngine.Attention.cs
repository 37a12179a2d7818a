using TinyAudioDiffusion.Engine.Layers;

namespace TinyAudioDiffusion.Engine.Scalar;

// Attention and feature vectors.
public sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    protected override Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention)
    {
        var query = Project(Own(x), attention.Norm, attention.Query);
        var keyValue = Project(Own(context), attention.ContextNorm, attention.KeyValue);
        var (width, tokens) = (query.Shape[1], keyValue.Shape[2]);
        var features = width / attention.Heads;
        var heads = new ScalarTensor(query.Shape);
        var shares = new double[tokens];
        for (var b = 0; b < x.Shape[0]; b++)
        {
            for (var h = 0; h < attention.Heads; h++)
            {
                for (var t = 0; t < x.Shape[2]; t++)
                {
                    for (var j = 0; j < tokens; j++)
                    {
                        shares[j] = 0;
                        for (var d = h * features; d < (h + 1) * features; d++)
                            shares[j] += (double)query[b, d, t] * keyValue[b, d, j] / Math.Sqrt(features);
                    }

                    Softmax(shares);
                    for (var d = h * features; d < (h + 1) * features; d++)
                    {
                        var sum = 0.0;
                        for (var j = 0; j < tokens; j++)
                            sum += shares[j] * keyValue[b, width + d, j];
                        heads[b, d, t] = (float)sum;
                    }
                }
            }
        }

        return Fill(x.Shape, (b, c, t) => Own(x)[b, c, t] + Dot(attention.Output, c, heads, b, t));
    }

    /// <inheritdoc/>
    protected override Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output)
    {
        var (inputs, outputs) = (x.Shape[1], output[1]);
        var result = new ScalarTensor(output);
        for (var b = 0; b < output[0]; b++)
        {
            for (var o = 0; o < outputs; o++)
            {
                double sum = linear.Bias is null ? 0 : Own(linear.Bias)[o];
                for (var i = 0; i < inputs; i++)
                    sum += Own(linear.Matrix)[(o * inputs) + i] * Apply(before, Own(x).Values[(b * inputs) + i]);
                result.Values[(b * outputs) + o] = (float)Apply(after, sum);
            }
        }

        return result;
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
    protected override Tensor RepeatEmbeddingCore(Weight learned, Shape output)
        => Fill(output, (_, feature, token) => Own(learned)[(token * output[1]) + feature]);

    /// <inheritdoc/>
    protected override Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output)
    {
        var result = new ScalarTensor(output);
        for (var item = 0; item < rows.Length; item++)
            Own(table).AsSpan(rows[item] * output[1], output[1]).CopyTo(result.Values.AsSpan(item * output[1]));
        return result;
    }

    private static ScalarTensor Project(ScalarTensor x, NormalizationWeights norm, Weight matrix)
    {
        var normal = ChannelNorm(x, NormalizationWeights.Epsilon, (_, c) => Own(norm.Scale)[c], (_, c) => Own(norm.Shift)[c]);
        return Fill(new Shape(x.Shape[0], matrix.Shape[0], x.Shape[2]), (b, o, t) => Dot(matrix, o, normal, b, t));
    }

    private static double Dot(Weight matrix, int row, ScalarTensor x, int batch, int sample)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Shape[1]; i++)
            sum += (double)Own(matrix)[(row * x.Shape[1]) + i] * x[batch, i, sample];
        return sum;
    }

    private static void Softmax(Span<double> scores)
    {
        var most = double.NegativeInfinity;
        foreach (var score in scores)
            most = Math.Max(most, score);
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
            sum += scores[i] = Math.Exp(scores[i] - most);
        for (var i = 0; i < scores.Length; i++)
            scores[i] /= sum;
    }

    private static double Apply(Activation activation, double x) => activation switch
    {
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.Gelu => x * 0.5 * (1 + Managed.Kernels.ScalarMath.Erf(x / Math.Sqrt(2))),
        _ => x,
    };
}

using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Attention and feature vectors.
public sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    protected override Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention)
    {
        var query = Project(Own(x), attention.Norm, attention.Query);
        var keyValue = Project(Own(context), attention.ContextNorm, attention.KeyValue);
        var heads = Heads(query, keyValue, attention.Heads);
        return Fill(x.Shape, (b, c, t) => Own(x)[b, c, t] + Dot(attention.Output, c, heads, b, t));
    }

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

    // before(x) W^T + b, one number of it.
    private static double Sum(Tensor x, LinearWeights linear, Activation before, int batch, int output)
    {
        var inputs = x.Shape[1];
        double sum = linear.Bias is null ? 0 : Own(linear.Bias)[output];
        for (var i = 0; i < inputs; i++)
            sum += Own(linear.Matrix)[(output * inputs) + i] * Apply(before, Own(x).Values[(batch * inputs) + i]);
        return sum;
    }

    private static ScalarTensor Project(ScalarTensor x, NormalizationWeights norm, Weight matrix)
    {
        var normal = LayerNorm(x, norm);
        return Fill(new Shape(x.Shape[0], matrix.Shape[0], x.Shape[2]), (b, o, t) => Dot(matrix, o, normal, b, t));
    }

    private static double Dot(Weight matrix, int row, ScalarTensor x, int batch, int sample)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Shape[1]; i++)
            sum += (double)Own(matrix)[(row * x.Shape[1]) + i] * x[batch, i, sample];
        return sum;
    }

    private static ScalarTensor Heads(ScalarTensor query, ScalarTensor keyValue, int count)
    {
        var (width, tokens) = (query.Shape[1], keyValue.Shape[2]);
        var features = width / count;
        var heads = new ScalarTensor(query.Shape);
        var shares = new double[tokens];
        for (var b = 0; b < query.Shape[0]; b++)
        {
            for (var h = 0; h < count; h++)
            {
                for (var t = 0; t < query.Shape[2]; t++)
                {
                    Share(query, keyValue, b, h, features, t, shares);
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

        return heads;
    }

    // softmax(q k^T / sqrt(features)) of one head and one sample that asks.
    private static void Share(ScalarTensor query, ScalarTensor keyValue, int batch, int head, int features, int sample, Span<double> shares)
    {
        for (var j = 0; j < shares.Length; j++)
        {
            shares[j] = 0;
            for (var d = head * features; d < (head + 1) * features; d++)
                shares[j] += (double)query[batch, d, sample] * keyValue[batch, d, j] / Math.Sqrt(features);
        }

        Softmax(shares);
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
        Activation.Gelu => x * 0.5 * (1 + ScalarMath.Erf(x / Math.Sqrt(2))),
        _ => x,
    };
}

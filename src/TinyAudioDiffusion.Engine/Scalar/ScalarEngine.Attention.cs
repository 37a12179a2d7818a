using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Attention.
internal sealed partial class ScalarEngine
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
    (Tensor Y, IDisposable? Kept) IGradientOperations.AttendKeeping(Tensor x, Tensor? context, AttentionWeights attention)
        => (Attend(x, context, attention), null);

    /// <inheritdoc/>
    (Tensor X, Tensor? Context) IGradientOperations.AttendBackward(
        Tensor x, Tensor? context, AttentionWeights attention, IDisposable? kept, Tensor dy, WeightGradients gradients)
    {
        var asked = Own(context ?? x);
        var query = Project(Own(x), attention.Norm, attention.Query);
        var keyValue = Project(asked, attention.ContextNorm, attention.KeyValue);
        var dheads = ProductBackward(attention.Output, Heads(query, keyValue, attention.Heads), ScalarSums.Of(Own(dy)), gradients);
        var (dquery, dkeyValue) = HeadsBackward(query, keyValue, attention.Heads, dheads);

        var dx = ProjectBackward(Own(x), attention.Norm, attention.Query, dquery, gradients);
        var dasked = ProjectBackward(asked, attention.ContextNorm, attention.KeyValue, dkeyValue, gradients);
        for (var i = 0; i < dx.Values.Length; i++)
            dx.Values[i] += Own(dy).Values[i] + (context is null ? dasked.Values[i] : 0);
        return (dx.Round(), context is null ? null : dasked.Round());
    }

    /// <inheritdoc/>
    protected override Tensor AttendHeadsCore(Tensor query, Tensor keyValue, int heads) => Heads(Own(query), Own(keyValue), heads);

    /// <inheritdoc/>
    (Tensor Query, Tensor KeyValue) IGradientOperations.AttendHeadsBackward(Tensor query, Tensor keyValue, int heads, Tensor dy)
    {
        var (dquery, dkeyValue) = HeadsBackward(Own(query), Own(keyValue), heads, ScalarSums.Of(Own(dy)));
        return (dquery.Round(), dkeyValue.Round());
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

    // The backward of y = softmax(q k^T / sqrt(features)) v at each sample. With p the shares of the tokens (the softmax of the scores s):
    // dv = p dy, dp = dy v and ds = p (dp - sum(p dp)).
    private static (ScalarSums Query, ScalarSums KeyValue) HeadsBackward(
        ScalarTensor query, ScalarTensor keyValue, int count, ScalarSums dy)
    {
        var (width, tokens) = (query.Shape[1], keyValue.Shape[2]);
        var features = width / count;
        var (dquery, dkeyValue) = (new ScalarSums(query.Shape), new ScalarSums(keyValue.Shape));
        var (shares, dshares) = (new double[tokens], new double[tokens]);
        foreach (var (b, h, t) in Places(new Shape(query.Shape[0], count, query.Shape[2])))
        {
            Share(query, keyValue, b, h, features, t, shares);
            var mean = 0.0;
            for (var j = 0; j < tokens; j++)
            {
                dshares[j] = 0;
                for (var d = h * features; d < (h + 1) * features; d++)
                {
                    dshares[j] += dy[b, d, t] * keyValue[b, width + d, j];
                    dkeyValue[b, width + d, j] += shares[j] * dy[b, d, t];
                }

                mean += shares[j] * dshares[j];
            }

            for (var j = 0; j < tokens; j++)
            {
                var dscore = shares[j] * (dshares[j] - mean) / Math.Sqrt(features);
                for (var d = h * features; d < (h + 1) * features; d++)
                {
                    dquery[b, d, t] += dscore * keyValue[b, d, j];
                    dkeyValue[b, d, j] += dscore * query[b, d, t];
                }
            }
        }

        return (dquery, dkeyValue);
    }

    // The softmax of one query's scores q k^T / sqrt(features), in one head.
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

    private static ScalarTensor Project(ScalarTensor x, NormalizationWeights norm, Weight matrix)
    {
        var normal = LayerNorm(x, norm);
        return Fill(new Shape(x.Shape[0], matrix.Shape[0], x.Shape[2]), (b, o, t) => Dot(matrix, o, normal, b, t));
    }

    // The backward of y = matrix layernorm(x).
    private static ScalarSums ProjectBackward(
        ScalarTensor x, NormalizationWeights norm, Weight matrix, ScalarSums dy, WeightGradients gradients)
        => LayerNormBackward(x, norm, ProductBackward(matrix, LayerNorm(x, norm), dy, gradients), gradients);

    private static double Dot(Weight matrix, int row, ScalarTensor x, int batch, int sample)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Shape[1]; i++)
            sum += (double)Own(matrix)[(row * x.Shape[1]) + i] * x[batch, i, sample];
        return sum;
    }

    // The backward of y = matrix x at each sample.
    private static ScalarSums ProductBackward(Weight matrix, ScalarTensor x, ScalarSums dy, WeightGradients gradients)
    {
        var (values, dmatrix, dx) = (Own(matrix), new ScalarSums(matrix.Shape), new ScalarSums(x.Shape));
        foreach (var (b, o, t) in Places(dy.Shape))
        {
            for (var i = 0; i < x.Shape[1]; i++)
            {
                dmatrix[o, i] += dy[b, o, t] * x[b, i, t];
                dx[b, i, t] += dy[b, o, t] * values[(o * x.Shape[1]) + i];
            }
        }

        dmatrix.AddTo(Own(gradients.Of(matrix)));
        return dx;
    }
}

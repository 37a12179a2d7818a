using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Managed.Simd;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Backward through attention and the normalisation that modulates.
public sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    (Tensor Y, IDisposable Kept) IGradientOperations.AttendKeeping(Tensor x, Tensor? context, AttentionWeights attention)
        => (Attend(x, context, attention), new Nothing());

    /// <inheritdoc/>
    (Tensor X, Tensor? Context) IGradientOperations.AttendBackward(
        Tensor x, Tensor? context, AttentionWeights attention, IDisposable kept, Tensor dy, WeightGradients gradients)
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
    (Tensor X, Tensor ScaleAndShift) IGradientOperations.ModulateBackward(Tensor x, Tensor scaleAndShift, Tensor dy)
    {
        var channels = x.Shape[1];
        var columns = Columns(x.Shape).ToArray();
        var (normal, inverse) = Normalize(Own(x), columns, ModulationEpsilon);
        var (dnormal, dfeatures) = (new ScalarSums(x.Shape), new ScalarSums(scaleAndShift.Shape));
        foreach (var (b, c, t) in Places(x.Shape))
        {
            dfeatures[b, c] += Own(dy)[b, c, t] * normal[b, c, t];
            dfeatures[b, channels + c] += Own(dy)[b, c, t];
            dnormal[b, c, t] = Own(dy)[b, c, t] * (1.0 + Own(scaleAndShift).Values[(b * 2 * channels) + c]);
        }

        return (NormalizeBackward(normal, inverse, columns, dnormal).Round(), dfeatures.Round());
    }

    // y = softmax(q k^T / sqrt(features)) v, sample for sample: with p the shares of the tokens and s what the softmax is of, dv = p dy, dp = dy v and
    // ds = p (dp - sum(p dp)).
    private static (ScalarSums Query, ScalarSums KeyValue) HeadsBackward(ScalarTensor query, ScalarTensor keyValue, int count, ScalarSums dy)
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

    // y = matrix layernorm(x).
    private static ScalarSums ProjectBackward(ScalarTensor x, NormalizationWeights norm, Weight matrix, ScalarSums dy, WeightGradients gradients)
        => LayerNormBackward(x, norm, ProductBackward(matrix, LayerNorm(x, norm), dy, gradients), gradients);

    // y = matrix x, sample for sample.
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

        dmatrix.AddTo(gradients.Of(matrix));
        return dx;
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
            // Nothing is kept.
        }
    }
}

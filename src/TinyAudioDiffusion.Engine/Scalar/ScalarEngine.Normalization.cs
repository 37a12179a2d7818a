using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Normalisations, forward and backward. Values share a mean and a variance: those of a group over all samples, or those of all channels at
// one sample.
internal sealed partial class ScalarEngine
{
    /// <inheritdoc/>
    protected override Tensor NormalizeGroupsCore(Tensor x, NormalizationWeights norm, Activation activation, Tensor? residual)
    {
        var result = GroupNorm(Own(x), norm, activation);
        return residual is null ? result : AddCore(result, residual);
    }

    /// <inheritdoc/>
    Tensor? IGradientOperations.NormalizeGroupsBackward(
        Tensor x, NormalizationWeights norm, Activation activation, Tensor dy, bool wantsInput, WeightGradients gradients)
    {
        var dx = GroupNormBackward(Own(x), norm, activation, ScalarSums.Of(Own(dy)), gradients);
        return wantsInput ? dx.Round() : null;
    }

    private static ScalarTensor GroupNorm(ScalarTensor x, NormalizationWeights norm, Activation activation)
    {
        var normal = Normalize(x, Groups(x.Shape, norm.Groups), NormalizationWeights.Epsilon).Normal;
        return Fill(x.Shape, (b, c, t) => Apply(activation, (normal[b, c, t] * Own(norm.Scale)[c]) + Own(norm.Shift)[c]));
    }

    // The backward of y = activation(u) with u = groupnorm(x): du = activation'(u) dy.
    private static ScalarSums GroupNormBackward(
        ScalarTensor x, NormalizationWeights norm, Activation activation, ScalarSums dy, WeightGradients gradients)
    {
        var groups = Groups(x.Shape, norm.Groups).ToArray();
        var normal = Normalize(x, groups, NormalizationWeights.Epsilon).Normal;
        var du = new ScalarSums(x.Shape);
        foreach (var (b, c, t) in Places(x.Shape))
            du[b, c, t] = Slope(activation, (normal[b, c, t] * Own(norm.Scale)[c]) + Own(norm.Shift)[c]) * dy[b, c, t];
        return NormBackward(x, norm, groups, du, gradients);
    }

    private static ScalarTensor LayerNorm(ScalarTensor x, NormalizationWeights norm)
    {
        var normal = Normalize(x, ColumnsOf(x.Shape), NormalizationWeights.Epsilon).Normal;
        return Fill(x.Shape, (b, c, t) => (normal[b, c, t] * Own(norm.Scale)[c]) + Own(norm.Shift)[c]);
    }

    private static ScalarSums LayerNormBackward(ScalarTensor x, NormalizationWeights norm, ScalarSums dy, WeightGradients gradients)
        => NormBackward(x, norm, ColumnsOf(x.Shape).ToArray(), dy, gradients);

    // The backward of y = normal * scale + shift.
    private static ScalarSums NormBackward(
        ScalarTensor x, NormalizationWeights norm, Members[] sets, ScalarSums dy, WeightGradients gradients)
    {
        var (normal, inverse) = Normalize(x, sets, NormalizationWeights.Epsilon);
        var (dnormal, dscale, dshift) = (new ScalarSums(x.Shape), new ScalarSums(norm.Scale.Shape), new ScalarSums(norm.Shift.Shape));
        foreach (var (b, c, t) in Places(x.Shape))
        {
            dscale.Values[c] += dy[b, c, t] * normal[b, c, t];
            dshift.Values[c] += dy[b, c, t];
            dnormal[b, c, t] = dy[b, c, t] * Own(norm.Scale)[c];
        }

        dscale.AddTo(Own(gradients.Of(norm.Scale)));
        dshift.AddTo(Own(gradients.Of(norm.Shift)));
        return NormalizeBackward(normal, inverse, sets, dnormal);
    }

    // Computes normal = (x - mean) / sqrt(variance + epsilon) for every set of values that share a mean and a variance.
    private static (ScalarSums Normal, ScalarSums Inverse) Normalize(ScalarTensor x, IEnumerable<Members> sets, double epsilon)
    {
        var (normal, inverse) = (new ScalarSums(x.Shape), new ScalarSums(x.Shape));
        foreach (var set in sets)
        {
            double mean = 0, variance = 0;
            foreach (var i in set.Indices)
                mean += (double)x.Values[i] / set.Count;
            foreach (var i in set.Indices)
                variance += (x.Values[i] - mean) * (x.Values[i] - mean) / set.Count;
            foreach (var i in set.Indices)
            {
                inverse.Values[i] = 1 / Math.Sqrt(variance + epsilon);
                normal.Values[i] = (x.Values[i] - mean) * inverse.Values[i];
            }
        }

        return (normal, inverse);
    }

    // The backward of Normalize: dx = (dnormal - mean(dnormal) - normal * mean(dnormal * normal)) / sqrt(variance + epsilon).
    private static ScalarSums NormalizeBackward(ScalarSums normal, ScalarSums inverse, IEnumerable<Members> sets, ScalarSums dnormal)
    {
        var dx = new ScalarSums(normal.Shape);
        foreach (var set in sets)
        {
            double mean = 0, slope = 0;
            foreach (var i in set.Indices)
            {
                mean += dnormal.Values[i] / set.Count;
                slope += dnormal.Values[i] * normal.Values[i] / set.Count;
            }

            foreach (var i in set.Indices)
                dx.Values[i] = (dnormal.Values[i] - mean - (normal.Values[i] * slope)) * inverse.Values[i];
        }

        return dx;
    }

    // The channels of a group follow each other in memory.
    private static IEnumerable<Members> Groups(Shape shape, int groups)
    {
        var count = shape[1] / groups * shape[2];
        for (var i = 0; i < shape[0] * groups; i++)
            yield return new Members(i * count, Step: 1, count);
    }

    private static IEnumerable<Members> ColumnsOf(Shape shape)
    {
        for (var b = 0; b < shape[0]; b++)
        {
            for (var t = 0; t < shape[2]; t++)
                yield return new Members((b * shape[1] * shape[2]) + t, Step: shape[2], shape[1]);
        }
    }

    private static IEnumerable<(int Batch, int Channel, int Sample)> Places(Shape shape)
    {
        for (var b = 0; b < shape[0]; b++)
        {
            for (var c = 0; c < shape[1]; c++)
            {
                for (var t = 0; t < shape[2]; t++)
                    yield return (b, c, t);
            }
        }
    }

    private readonly record struct Members(int First, int Step, int Count)
    {
        public IEnumerable<int> Indices
        {
            get
            {
                for (var i = 0; i < Count; i++)
                    yield return First + (i * Step);
            }
        }
    }
}

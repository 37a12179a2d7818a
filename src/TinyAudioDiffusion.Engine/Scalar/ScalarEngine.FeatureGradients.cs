using TinyAudioDiffusion.Engine.Differentiation;
using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine.Scalar;

// Backward through feature vectors and embeddings, and what is done element by element.
public sealed partial class ScalarEngine
{
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

        dmatrix.AddTo(gradients.Of(linear.Matrix));
        if (linear.Bias is not null)
            dbias.AddTo(gradients.Of(linear.Bias));
        return wantsInput ? dx.Round() : null;
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

        dall.AddTo(gradients.Of(frequencies));
    }

    /// <inheritdoc/>
    void IGradientOperations.RepeatEmbeddingBackward(Weight learned, Tensor dy, WeightGradients gradients)
    {
        var dlearned = new ScalarSums(learned.Shape);
        foreach (var (b, feature, token) in Places(dy.Shape))
            dlearned[token, feature] += Own(dy)[b, feature, token];
        dlearned.AddTo(gradients.Of(learned));
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

        dtable.AddTo(gradients.Of(table));
    }

    /// <inheritdoc/>
    Tensor IGradientOperations.Scale(Tensor x, Tensor scale)
        => Fill(x.Shape, (b, c, t) => (double)Own(scale).Values[(b * x.Shape[1]) + c] * Own(x)[b, c, t]);

    /// <inheritdoc/>
    (Tensor X, Tensor Scale) IGradientOperations.ScaleBackward(Tensor x, Tensor scale, Tensor dy)
    {
        var (dx, dscale) = (new ScalarSums(x.Shape), new ScalarSums(scale.Shape));
        foreach (var (b, c, t) in Places(x.Shape))
        {
            dx[b, c, t] = (double)Own(scale).Values[(b * x.Shape[1]) + c] * Own(dy)[b, c, t];
            dscale[b, c] += (double)Own(x)[b, c, t] * Own(dy)[b, c, t];
        }

        return (dx.Round(), dscale.Round());
    }

    /// <inheritdoc/>
    Tensor IGradientOperations.Multiply(Tensor x, float factor) => Map(x, (_, value) => factor * value);

    /// <inheritdoc/>
    void IGradientOperations.Accumulate(Tensor target, Tensor addend)
    {
        for (var i = 0; i < Own(target).Values.Length; i++)
            Own(target).Values[i] += Own(addend).Values[i];
    }

    private static double Slope(Activation activation, double x) => activation switch
    {
        Activation.Silu => (1 + (x * (1 - Sigmoid(x)))) * Sigmoid(x),
        Activation.Gelu => (0.5 * (1 + ScalarMath.Erf(x / Math.Sqrt(2)))) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)),
        _ => 1,
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

// Feature vectors and embeddings.
public abstract partial class TensorEngine
{
    /// <summary>Maps feature vectors linearly, with an activation before and after: y = after(before(x) W^T + b).</summary>
    /// <param name="x">The features, [batch, in].</param>
    /// <param name="linear">The matrix, [out, in], and its bias.</param>
    /// <param name="before">The activation of the input.</param>
    /// <param name="after">The activation of the output.</param>
    /// <returns>The output, [batch, out].</returns>
    public Tensor Linear(Tensor x, LinearWeights linear, Activation before = Activation.Identity, Activation after = Activation.Identity)
    {
        const string Operation = nameof(Linear);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(linear);
        Check.That(x.Shape.Rank == 2, Operation, $"the input {x.Shape} is not [batch, features]");
        var matrix = linear.Matrix.Shape;
        Check.That(
            matrix.Rank == 2 && matrix[1] == x.Shape[1] && linear.Matrix.Use == WeightUse.Convolution,
            Operation,
            $"the matrix {matrix} for {linear.Matrix.Use} does not fit the input {x.Shape}");
        Check.Bias(Operation, linear.Bias, matrix[0]);
        return LinearCore(x, linear, before, after, new Shape(x.Shape[0], matrix[0]));
    }

    /// <summary>Embeds numbers as sines and cosines: [t, sin(2 pi w t), cos(2 pi w t)].</summary>
    /// <param name="values">The numbers t, [batch].</param>
    /// <param name="frequencies">The frequencies w, [count].</param>
    /// <returns>The features, [batch, 1 + 2 * count].</returns>
    public Tensor EmbedFrequencies(ReadOnlySpan<float> values, Weight frequencies)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        Check.That(frequencies.Use == WeightUse.Values, nameof(EmbedFrequencies), "the frequencies are not plain values");
        return EmbedFrequenciesCore(values, frequencies, new Shape(values.Length, 1 + (2 * frequencies.Shape.ElementCount)));
    }

    /// <summary>Copies learned tokens to every item: y[b, f, n] = tokens[n, f].</summary>
    /// <param name="learned">The tokens, [most tokens, features], as plain values.</param>
    /// <param name="batch">The number of items.</param>
    /// <param name="tokens">The number of tokens, at most those learned.</param>
    /// <returns>The embedding, [batch, features, tokens].</returns>
    public Tensor RepeatEmbedding(Weight learned, int batch, int tokens)
    {
        ArgumentNullException.ThrowIfNull(learned);
        Check.That(
            learned.Use == WeightUse.Values && learned.Shape.Rank == 2 && tokens <= learned.Shape[0],
            nameof(RepeatEmbedding),
            $"{tokens} tokens cannot be taken from {learned.Shape} for {learned.Use}");
        return RepeatEmbeddingCore(learned, new Shape(batch, learned.Shape[1], tokens));
    }

    /// <summary>Looks up one row of a table for each item.</summary>
    /// <param name="table">The table, [rows, features], as plain values.</param>
    /// <param name="rows">The row of each item, [batch].</param>
    /// <returns>The features, [batch, features].</returns>
    public Tensor LookUp(Weight table, ReadOnlySpan<int> rows)
    {
        const string Operation = nameof(LookUp);
        ArgumentNullException.ThrowIfNull(table);
        Check.That(table.Use == WeightUse.Values && table.Shape.Rank == 2, Operation, $"{table.Shape} for {table.Use} is not a table");
        foreach (var row in rows)
            Check.That(row >= 0 && row < table.Shape[0], Operation, $"there is no row {row} in {table.Shape}");
        return LookUpCore(table, rows, new Shape(rows.Length, table.Shape[1]));
    }

    /// <summary>Implements <see cref="Linear"/>.</summary>
    protected abstract Tensor LinearCore(Tensor x, LinearWeights linear, Activation before, Activation after, Shape output);

    /// <summary>Implements <see cref="EmbedFrequencies"/>.</summary>
    protected abstract Tensor EmbedFrequenciesCore(ReadOnlySpan<float> values, Weight frequencies, Shape output);

    /// <summary>Implements <see cref="RepeatEmbedding"/>.</summary>
    protected abstract Tensor RepeatEmbeddingCore(Weight learned, Shape output);

    /// <summary>Implements <see cref="LookUp"/>.</summary>
    protected abstract Tensor LookUpCore(Weight table, ReadOnlySpan<int> rows, Shape output);
}

using TinyAudioDiffusion.Engine.Weights;

namespace TinyAudioDiffusion.Engine;

// Attention.
public abstract partial class TensorEngine
{
    /// <summary>
    /// Computes multi-head attention with its layer normalisations, projections and residual: x + out(softmax(q k^T / sqrt(features)) v).
    /// Each sample is a token.
    /// </summary>
    /// <param name="x">The input, from which the queries are computed, [batch, channels, samples].</param>
    /// <param name="context">
    /// The tensor from which keys and values are computed, [batch, context features, tokens]; null for x itself.
    /// </param>
    /// <param name="attention">The parameters.</param>
    /// <returns>The output, [batch, channels, samples].</returns>
    public Tensor Attend(Tensor x, Tensor? context, AttentionWeights attention)
    {
        const string Operation = nameof(Attend);
        ArgumentNullException.ThrowIfNull(attention);
        var channels = Check.Rank3(Operation, x)[1];
        var contextChannels = context is null ? channels : Check.Rank3(Operation, context)[1];
        Check.That(
            context is null || context.Shape[0] == x.Shape[0],
            Operation,
            $"the context {context?.Shape} and the input {x.Shape} differ in batch");
        Check.Norm(Operation, attention.Norm, channels);
        Check.Norm(Operation, attention.ContextNorm, contextChannels);
        var width = attention.Query.Shape[0];
        var divides = attention.Heads > 0 && width % attention.Heads == 0;
        Check.That(divides, Operation, $"{width} features do not divide into {attention.Heads} heads");
        Check.Is(Operation, "query", attention.Query, new Shape(width, channels));
        Check.Is(Operation, "key and value", attention.KeyValue, new Shape(2 * width, contextChannels));
        Check.Is(Operation, "output", attention.Output, new Shape(channels, width));
        return AttendCore(x, context ?? x, attention);
    }

    /// <summary>
    /// Computes the products of multi-head attention alone, for networks whose projections are other operations: softmax(q k^T /
    /// sqrt(features)) v, where a head has the width of the queries divided by the number of heads as its features. Each sample is a token.
    /// </summary>
    /// <param name="query">The queries, [batch, heads * features, samples].</param>
    /// <param name="keyValue">The keys, then the values, [batch, 2 * heads * features, tokens].</param>
    /// <param name="heads">The number of heads.</param>
    /// <returns>The outputs of the heads, [batch, heads * features, samples].</returns>
    public Tensor AttendHeads(Tensor query, Tensor keyValue, int heads)
    {
        const string Operation = nameof(AttendHeads);
        var (asking, asked) = (Check.Rank3(Operation, query), Check.Rank3(Operation, keyValue));
        Check.That(
            asked[0] == asking[0] && asked[1] == 2 * asking[1],
            Operation,
            $"the keys and values {asked} do not fit the queries {asking}");
        Check.That(heads > 0 && asking[1] % heads == 0, Operation, $"{asking[1]} features do not divide into {heads} heads");
        return AttendHeadsCore(query, keyValue, heads);
    }

    /// <summary>Implements <see cref="Attend"/>; without a context, the context is <paramref name="x"/> itself.</summary>
    protected abstract Tensor AttendCore(Tensor x, Tensor context, AttentionWeights attention);

    /// <summary>Implements <see cref="AttendHeads"/>.</summary>
    protected abstract Tensor AttendHeadsCore(Tensor query, Tensor keyValue, int heads);
}

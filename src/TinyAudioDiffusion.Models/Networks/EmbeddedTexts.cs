using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>Texts as the cross-attention of a network takes them.</summary>
/// <param name="most">The largest number of tokens.</param>
/// <param name="features">The number of features of a token.</param>
/// <param name="nothing">What the network has learnt for "no text", [tokens, features]; null where it has not.</param>
internal sealed class EmbeddedTexts(int most, int features, Parameter? nothing)
{
    /// <summary>Gets what the network is told in words, without an embedder.</summary>
    public TextCondition Condition => new(most, features, nothing is not null, Embedder: null);

    /// <summary>Creates the tensor of several texts, see <see cref="DiffusionNetwork.CreateEmbedding"/>.</summary>
    public Tensor Create(TensorEngine engine, ReadOnlySpan<float> texts, int batch)
    {
        var tokens = texts.IsEmpty ? most : texts.Length / batch / features;
        if (!texts.IsEmpty && (tokens == 0 || texts.Length != batch * tokens * features || (nothing is not null && tokens > most)))
            throw new ArgumentException(
                $"{texts.Length} values of embeddings were given for {batch} items; each has up to {most} tokens of {features} features.");
        if (texts.IsEmpty)
            return Nothing(engine, batch, tokens);
        var (values, size, toldItems) = (new float[batch * tokens * features], tokens * features, 0);
        for (var item = 0; item < batch; item++)
        {
            var own = texts.Slice(item * size, size);
            if (float.IsNaN(own[0]))
                continue;
            toldItems++;
            for (var token = 0; token < tokens; token++)
            {
                for (var feature = 0; feature < features; feature++)
                    values[(item * size) + (feature * tokens) + token] = own[(token * features) + feature];
            }
        }

        if (toldItems == 0)
            return Nothing(engine, batch, tokens);
        var shape = new Shape(batch, features, tokens);
        var told = engine.CreateTensor(values, shape);
        if (toldItems == batch)
            return told;

        // Through the engine, so that the gradients of a training reach the tokens for "no text".
        using var owned = told;
        var masks = new float[values.Length];
        for (var item = 0; item < batch; item++)
            masks.AsSpan(item * size, size).Fill(float.IsNaN(texts[item * size]) ? 1 : 0);
        using var learned = Nothing(engine, batch, tokens);
        using var mask = engine.CreateTensor(masks, shape);
        using var untold = engine.Multiply(learned, mask);
        return engine.Add(told, untold);
    }

    private Tensor Nothing(TensorEngine engine, int batch, int tokens)
        => nothing is not null
            ? engine.RepeatEmbedding(nothing.Weight, batch, tokens)
            : throw new ArgumentException("The network reads text, and has not learnt what stands for none.");
}

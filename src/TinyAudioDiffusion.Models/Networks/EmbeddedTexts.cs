using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Parameters;

namespace TinyAudioDiffusion.Models.Networks;

/// <summary>Texts as the cross-attention of a network takes them.</summary>
/// <param name="most">The largest number of tokens.</param>
/// <param name="features">The number of features of a token.</param>
/// <param name="nothing">What the network has learnt for "no text", [tokens, features]; null where it has not.</param>
internal sealed class EmbeddedTexts(int most, int features, Parameter? nothing)
{
    /// <summary>Gets the largest number of tokens, the number of features of each, and whether "no text" has tokens of its own.</summary>
    public (int Tokens, int Features, bool HasNone) Shape => (most, features, nothing is not null);

    /// <summary>Creates the tensor of several texts, see <see cref="DiffusionNetwork.CreateEmbedding"/>.</summary>
    public Tensor Create(TensorEngine engine, ReadOnlySpan<float> texts, int batch)
    {
        var tokens = texts.IsEmpty ? most : texts.Length / batch / features;
        if (!texts.IsEmpty && (tokens == 0 || texts.Length != batch * tokens * features || (nothing is not null && tokens > most)))
            throw new ArgumentException(
                $"{texts.Length} values of embeddings were given for {batch} items; each has up to {most} tokens of {features} features.");
        float[]? none = null;
        var (values, size) = (new float[batch * tokens * features], tokens * features);
        for (var item = 0; item < batch; item++)
        {
            var own = texts.IsEmpty || float.IsNaN(texts[item * size]) ? (none ??= None(engine)) : texts.Slice(item * size, size);
            for (var token = 0; token < tokens; token++)
            {
                for (var feature = 0; feature < features; feature++)
                    values[(item * size) + (feature * tokens) + token] = own[(token * features) + feature];
            }
        }

        return engine.CreateTensor(values, new Shape(batch, features, tokens));
    }

    private float[] None(TensorEngine engine)
    {
        if (nothing is null)
            throw new ArgumentException("The network reads text, and has not learnt what stands for none.");
        var learned = new float[nothing.Shape.ElementCount];
        engine.Read(nothing.Weight, learned);
        return learned;
    }
}

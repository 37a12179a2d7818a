using System.Numerics.Tensors;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Weights;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Text.T5;

/// <summary>
/// The encoder stack of T5: embedding, then layers of self-attention and feed-forward, each behind a root-mean-square normalisation and
/// with its input added, then a last normalisation. Without biases; attention is not scaled, and a table by relative position, shared by
/// all layers, is added to its scores.
/// </summary>
/// <remarks>
/// The engine computes the maps, which are nearly all of the work; normalisations, attention scores and activations are a few loops over
/// values in host memory, [features, tokens]. Safe to use from several threads at once.
/// </remarks>
internal sealed class T5Encoder : IDisposable
{
    private readonly TensorEngine _engine;
    private readonly float[] _embedding;
    private readonly float[] _bias;
    private readonly Layer[] _layers;
    private readonly float[] _norm;

    private T5Encoder(TensorEngine engine, T5Configuration configuration, float[] embedding, float[] bias, Layer[] layers, float[] norm)
        => (_engine, Configuration, _embedding, _bias, _layers, _norm) = (engine, configuration, embedding, bias, layers, norm);

    /// <summary>Gets the shape.</summary>
    public T5Configuration Configuration { get; }

    /// <summary>Loads the encoder of a model; a decoder in the file is not read.</summary>
    /// <param name="engine">The engine that computes.</param>
    /// <param name="files">The model's files.</param>
    /// <param name="vocabularySize">The number of pieces of the tokenizer.</param>
    /// <param name="cancellationToken">Stops the work between two tensors.</param>
    /// <exception cref="ModelFormatException">A file or a tensor is missing, or does not fit.</exception>
    public static T5Encoder Load(TensorEngine engine, ModelFiles files, int vocabularySize, CancellationToken cancellationToken)
    {
        var file = files.Find("config.json") ?? throw new ModelFormatException(files.Location, "config.json", "is missing.");
        var c = T5Configuration.Read(file);
        if (vocabularySize > c.VocabularySize)
        {
            throw new ModelFormatException(
                file.DisplayPath, "vocab_size", $"is {c.VocabularySize}, but the tokenizer has {vocabularySize} pieces.");
        }

        using var weights = SafetensorsFiles.Open(files, WeightSet.Online);
        var (inner, layers) = (c.Heads * c.HeadFeatures, new Layer[c.Layers]);
        try
        {
            var embedding = weights.Find("shared.weight") is null ? "encoder.embed_tokens.weight" : "shared.weight";
            var table = Values(embedding, c.VocabularySize, c.ModelFeatures);
            var bias = Values("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", c.Buckets, c.Heads);
            for (var i = 0; i < c.Layers; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (attention, feed) = ($"encoder.block.{i}.layer.0", $"encoder.block.{i}.layer.1");
                layers[i] = new Layer
                {
                    AttentionNorm = Values($"{attention}.layer_norm.weight", c.ModelFeatures),
                    FeedNorm = Values($"{feed}.layer_norm.weight", c.ModelFeatures),
                };
                layers[i].Projections = Map(
                    inner, c.ModelFeatures,
                    $"{attention}.SelfAttention.q.weight", $"{attention}.SelfAttention.k.weight", $"{attention}.SelfAttention.v.weight");
                layers[i].Output = Map(c.ModelFeatures, inner, $"{attention}.SelfAttention.o.weight");
                var dense = $"{feed}.DenseReluDense";
                string[] up = c.IsGated ? [$"{dense}.wi_0.weight", $"{dense}.wi_1.weight"] : [$"{dense}.wi.weight"];
                layers[i].Up = Map(c.InnerFeatures, c.ModelFeatures, up);
                layers[i].Down = Map(c.ModelFeatures, c.InnerFeatures, $"{dense}.wo.weight");
            }

            return new T5Encoder(engine, c, table, bias, layers, Values("encoder.final_layer_norm.weight", c.ModelFeatures));
        }
        catch
        {
            foreach (var layer in layers)
                layer?.Dispose();
            throw;
        }

        float[] Values(string name, params int[] shape)
        {
            var (entry, expected) = (weights.Get(name), $"[{string.Join(", ", shape)}]");
            return entry.ShapeText == expected ? weights.ReadSingles(name) : throw new ModelFormatException(
                weights.DisplayPath, name, $"the tensor is {entry.ShapeText}, but the configuration describes {expected}");
        }

        // Maps of one input stand below each other, so that one operation computes them.
        Weight Map(int outputs, int inputs, params string[] names)
        {
            var values = new float[checked(names.Length * outputs * inputs)];
            for (var i = 0; i < names.Length; i++)
                Values(names[i], outputs, inputs).CopyTo(values, i * outputs * inputs);
            return engine.CreateWeight(values, new Shape(names.Length * outputs, inputs, 1), WeightUse.Convolution);
        }
    }

    /// <summary>Encodes tokens.</summary>
    /// <param name="ids">The tokens.</param>
    /// <param name="tokens">The number of tokens to give: those behind the ids are padding, which is read by no other token.</param>
    /// <param name="cancellationToken">Stops the work between two layers.</param>
    /// <returns>The last hidden state, [tokens, features].</returns>
    public float[] Encode(IReadOnlyList<int> ids, int tokens, CancellationToken cancellationToken)
    {
        var (features, bias) = (Configuration.ModelFeatures, Bias(tokens));
        var x = new float[features * tokens];
        for (var token = 0; token < tokens; token++)
        {
            var row = (token < ids.Count ? ids[token] : PaddingId) * features;
            for (var feature = 0; feature < features; feature++)
                x[(feature * tokens) + token] = _embedding[row + feature];
        }

        foreach (var layer in _layers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var projected = Apply(layer.Projections, Normalized(x, layer.AttentionNorm, tokens), tokens);
            Add(x, Apply(layer.Output, Attended(projected, bias, tokens, ids.Count), tokens));
            var inner = Apply(layer.Up, Normalized(x, layer.FeedNorm, tokens), tokens);
            Add(x, Apply(layer.Down, Configuration.IsGated ? Gated(inner) : Rectified(inner), tokens));
        }

        var (last, hidden) = (Normalized(x, _norm, tokens), new float[features * tokens]);
        for (var token = 0; token < tokens; token++)
        {
            for (var feature = 0; feature < features; feature++)
                hidden[(token * features) + feature] = last[(feature * tokens) + token];
        }

        return hidden;
    }

    public void Dispose()
    {
        foreach (var layer in _layers)
            layer.Dispose();
    }

    /// <summary>The id of padding in every published T5.</summary>
    private const int PaddingId = 0;

    // [heads, offsets of keys from -(tokens - 1) to tokens - 1].
    private float[] Bias(int tokens)
    {
        var (heads, offsets) = (Configuration.Heads, (2 * tokens) - 1);
        var bias = new float[heads * offsets];
        for (var place = 0; place < offsets; place++)
        {
            var bucket = RelativePositions.BucketOf(place - (tokens - 1), Configuration.Buckets, Configuration.MostDistance);
            for (var head = 0; head < heads; head++)
                bias[(head * offsets) + place] = _bias[(bucket * heads) + head];
        }

        return bias;
    }

    private float[] Apply(Weight map, float[] x, int tokens)
    {
        using var input = _engine.CreateTensor(x, new Shape(1, map.Shape[1], tokens));
        using var output = _engine.Convolve(input, new ConvolutionWeights(map, Bias: null));
        var values = new float[map.Shape[0] * tokens];
        _engine.Read(output, values);
        return values;
    }

    // x / sqrt(mean over features of x^2 + epsilon) * scale: no mean is taken off, nothing is added.
    private float[] Normalized(float[] x, float[] scale, int tokens)
    {
        var normalized = new float[x.Length];
        for (var token = 0; token < tokens; token++)
        {
            var sum = 0.0;
            for (var feature = 0; feature < scale.Length; feature++)
                sum += (double)x[(feature * tokens) + token] * x[(feature * tokens) + token];
            var factor = (float)(1 / Math.Sqrt((sum / scale.Length) + Configuration.Epsilon));
            for (var feature = 0; feature < scale.Length; feature++)
                normalized[(feature * tokens) + token] = x[(feature * tokens) + token] * factor * scale[feature];
        }

        return normalized;
    }

    // Scores are sums over features in their order for all keys at once; keys behind the given tokens are padding and count nothing.
    private float[] Attended(float[] projected, float[] bias, int tokens, int keys)
    {
        var (heads, size) = (Configuration.Heads, Configuration.HeadFeatures);
        var width = heads * size;
        var (output, scores) = (new float[width * tokens], new float[keys]);
        for (var head = 0; head < heads; head++)
        {
            for (var query = 0; query < tokens; query++)
            {
                bias.AsSpan((head * ((2 * tokens) - 1)) + tokens - 1 - query, keys).CopyTo(scores);
                for (var feature = 0; feature < size; feature++)
                {
                    var row = (head * size) + feature;
                    TensorPrimitives.MultiplyAdd(
                        projected.AsSpan((width + row) * tokens, keys), projected[(row * tokens) + query], scores, scores);
                }

                Softmax(scores);
                for (var feature = 0; feature < size; feature++)
                {
                    var (row, sum) = ((head * size) + feature, 0.0);
                    for (var key = 0; key < keys; key++)
                        sum += (double)scores[key] * projected[(((2 * width) + row) * tokens) + key];
                    output[(row * tokens) + query] = (float)sum;
                }
            }
        }

        return output;
    }

    private static void Softmax(Span<float> scores)
    {
        var (most, sum) = (float.NegativeInfinity, 0.0);
        foreach (var score in scores)
            most = Math.Max(most, score);
        foreach (ref var score in scores)
        {
            score = (float)Math.Exp(score - most);
            sum += score;
        }

        foreach (ref var score in scores)
            score = (float)(score / sum);
    }

    private static float[] Rectified(float[] x)
    {
        foreach (ref var value in x.AsSpan())
            value = Math.Max(value, 0);
        return x;
    }

    // gelu(wi_0 x) * wi_1 x, with GELU's approximation by tanh, which these models were trained with.
    private static float[] Gated(float[] both)
    {
        var gated = new float[both.Length / 2];
        for (var i = 0; i < gated.Length; i++)
        {
            double value = both[i];
            var gelu = 0.5 * value * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (value + (0.044715 * value * value * value))));
            gated[i] = (float)(gelu * both[gated.Length + i]);
        }

        return gated;
    }

    private static void Add(float[] x, float[] y) => TensorPrimitives.Add(x, y, x);

    private sealed class Layer : IDisposable
    {
        public required float[] AttentionNorm { get; init; }

        public required float[] FeedNorm { get; init; }

        /// <summary>Queries, keys, values.</summary>
        public Weight Projections { get; set; } = null!;

        public Weight Output { get; set; } = null!;

        public Weight Up { get; set; } = null!;

        public Weight Down { get; set; } = null!;

        public void Dispose()
        {
            Projections?.Dispose();
            Output?.Dispose();
            Up?.Dispose();
            Down?.Dispose();
        }
    }
}

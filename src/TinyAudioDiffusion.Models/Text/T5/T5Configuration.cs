using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Text.T5;

/// <summary>The shape of a T5 encoder, as config.json tells it.</summary>
internal sealed record T5Configuration
{
    private const int MostLayers = 256;
    private const int MostFeatures = 1 << 16;
    private const int MostTokens = 1 << 20;

    /// <summary>Gets the number of features of each token.</summary>
    public required int ModelFeatures { get; init; }

    /// <summary>Gets the number of features of each head's queries, keys and values.</summary>
    public required int HeadFeatures { get; init; }

    public required int Heads { get; init; }

    public required int Layers { get; init; }

    /// <summary>Gets the number of features between the two maps of a feed-forward layer.</summary>
    public required int InnerFeatures { get; init; }

    public required int VocabularySize { get; init; }

    /// <summary>Gets the number of buckets into which the distances of tokens fall.</summary>
    public required int Buckets { get; init; }

    /// <summary>Gets the distance from which all are in the last bucket.</summary>
    public required int MostDistance { get; init; }

    /// <summary>Gets what is added to a mean square before its root.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Gets whether the feed-forward layers are gated, as in version 1.1; their activation is then GELU, else ReLU.</summary>
    public required bool IsGated { get; init; }

    /// <summary>Reads config.json.</summary>
    /// <exception cref="ModelFormatException">It is no such file, or describes another encoder; the message names the key.</exception>
    public static T5Configuration Read(ModelFile file)
    {
        var root = JsonTree.Read(file);
        if (root.OptionalText("model_type") is { } type && type is not ("t5" or "mt5"))
            throw root.Bad("model_type", $"is \"{type}\", but only \"t5\" and \"mt5\" are read.");
        var activation = root.OptionalText("feed_forward_proj") ?? "relu";
        if (activation is not ("relu" or "gated-gelu"))
            throw root.Bad("feed_forward_proj", $"is \"{activation}\"; known are \"relu\" and \"gated-gelu\".");
        var configuration = new T5Configuration
        {
            ModelFeatures = Number("d_model", MostFeatures),
            HeadFeatures = Number("d_kv", MostFeatures),
            Heads = Number("num_heads", MostFeatures),
            Layers = Number("num_layers", MostLayers),
            InnerFeatures = Number("d_ff", MostFeatures),
            VocabularySize = Number("vocab_size", MostTokens),
            Buckets = Number("relative_attention_num_buckets", MostFeatures, usual: 32),
            MostDistance = Number("relative_attention_max_distance", MostTokens, usual: 128),
            Epsilon = root.OptionalDouble("layer_norm_epsilon") ?? 1e-6,
            IsGated = activation == "gated-gelu",
        };
        if (configuration.Buckets is < 4 || configuration.Buckets % 2 != 0 || configuration.MostDistance <= configuration.Buckets / 4)
        {
            throw root.Bad(
                "relative_attention_num_buckets",
                $"is {configuration.Buckets}, but must be even, at least 4, and below four times the longest distance.");
        }

        if ((long)configuration.Heads * configuration.HeadFeatures > MostFeatures)
            throw root.Bad("num_heads", $"times d_kv is more than {MostFeatures}.");
        if (configuration.Epsilon is not (>= 0 and <= 1))
            throw root.Bad("layer_norm_epsilon", $"is {configuration.Epsilon}, but must be from 0 to 1.");
        return configuration;

        int Number(string key, int most, int? usual = null)
        {
            var value = root.OptionalInt(key) ?? usual ?? root.Int(key);
            return value >= 1 && value <= most ? value : throw root.Bad(key, $"is {value}, but must be from 1 to {most}.");
        }
    }
}

using System.Text;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.Text;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Text;

/// <summary>The T5 encoder against values computed from its published definition, in double precision.</summary>
public sealed class T5TextEmbedderTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    [Theory]
    [InlineData("relu", 0, "dark short kick", 8)]
    [InlineData("relu", 1, "a very noisy open hat with ring", 24)]
    [InlineData("relu", 2, "zzz", 4)]
    [InlineData("gated-gelu", 0, "dark short kick", 8)]
    [InlineData("gated-gelu", 1, "a very noisy open hat with ring", 24)]
    [InlineData("gated-gelu", 2, "zzz", 4)]
    public void Embed_GivesTheLastHiddenState(string kind, int place, string text, int tokens)
    {
        using var embedder = new T5TextEmbedder(fixture.Engine, Fixtures.Folder($"t5/{kind}"));
        using var golden = SafetensorsFile.Open(Fixtures.File($"t5/{kind}/io.safetensors"));
        var cancellation = TestContext.Current.CancellationToken;
        var embedding = embedder.Embed(text, tokens, 16, cancellation);
        Closeness.AssertClose(golden.ReadSingles($"hidden/{place}"), embedding);
        Assert.Equal(embedding, embedder.Embed(text, tokens, 16, cancellation));
    }

    [Fact]
    public void Embed_ForANetworkOfOtherFeatures_IsRefused()
    {
        using var embedder = new T5TextEmbedder(fixture.Engine, Fixtures.Folder("t5/relu"));
        var exception = Assert.Throws<ArgumentException>(() => embedder.Embed("kick", 4, 768, TestContext.Current.CancellationToken));
        Assert.Contains("gives 16 features", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"d_model\": 16", "\"d_model\": 17", "[60, 17]", "shared.weight")]
    [InlineData("\"d_model\": 16", "\"d_model\": 0", "from 1 to", "d_model")]
    [InlineData("\"num_layers\": 2", "\"num_layers\": 3", "missing", "encoder.block.2")]
    [InlineData("\"vocab_size\": 60", "\"vocab_size\": 20", "the tokenizer has 57", "vocab_size")]
    [InlineData("\"relu\"", "\"gated-silu\"", "known are", "feed_forward_proj")]
    [InlineData("\"relu\"", "\"gated-gelu\"", "missing", "wi_0")]
    [InlineData("\"model_type\": \"t5\"", "\"model_type\": \"bert\"", "only \"t5\"", "model_type")]
    [InlineData("\"relative_attention_num_buckets\": 8", "\"relative_attention_num_buckets\": 7", "must be even", "num_buckets")]
    [InlineData("\"num_heads\": 3", "\"num_heads\": 65536", "more than", "num_heads")]
    [InlineData("\"layer_norm_epsilon\": 1e-06", "\"layer_norm_epsilon\": 2", "from 0 to 1", "layer_norm_epsilon")]
    public void Load_WhatDoesNotFit_IsRefusedWithItsPlace(string old, string other, string reason, string place)
    {
        var configuration = Encoding.UTF8.GetString(Fixtures.Bytes("t5/relu/config.json"));
        Assert.Contains(old, configuration, StringComparison.Ordinal);
        var changed = Encoding.UTF8.GetBytes(configuration.Replace(old, other, StringComparison.Ordinal));
        var files = Fixtures.Folder("t5/relu");
        files = files with
        {
            Files = [.. files.Files.Where(file => file.Name != "config.json"
                && file.Name != "io.safetensors"), new ModelFile("config.json", "config.json", () => new MemoryStream(changed))],
        };
        using var embedder = new T5TextEmbedder(fixture.Engine, files);
        var exception = Assert.Throws<ModelFormatException>(() => embedder.Embed("kick", 4, 16, TestContext.Current.CancellationToken));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
    }
}

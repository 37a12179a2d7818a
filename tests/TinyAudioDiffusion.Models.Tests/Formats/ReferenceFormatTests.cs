using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats;

public class ReferenceFormatTests
{
    public static TheoryData<string> Folders
        => [.. Directory.GetDirectories(Fixtures.PathOf("unet")).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Open_EveryFixture_Succeeds(string folder)
    {
        var files = Fixtures.Folder($"unet/{folder}", "config.json", "model.safetensors");
        Assert.Equal(FormatFit.Content, Open.ReferenceFormat.Probe(files));
        using var open = Open.Reference(files);
        Assert.Empty(open.Warnings);
        Assert.All(open.Weights.Entries, entry => Assert.StartsWith("net.", entry.Name, StringComparison.Ordinal));
        Assert.Equal(0, open.Description.Audio.Length % open.Description.Network.LengthMultiple);
        Assert.InRange(open.Description.Audio.Length, 32768, 33000);
    }

    [Fact]
    public void Open_CrossAttention_ReadsEveryArgument()
    {
        using var open = Open.Reference(Fixtures.Folder("unet/cross-attention-cfg", "config.json", "model.safetensors"));
        var network = open.Description.Network;
        Assert.True(network.UseNullEmbedding);
        Assert.Equal(
            (12, 6, 4, 32), (network.EmbeddingFeatures, network.EmbeddingMaxLength, network.ResnetGroups, network.ModulationFeatures));
        Assert.Equal([0, 1, 1], network.CrossAttentions);
    }

    [Fact]
    public void Open_LearnedTransform_ReadsItsSettings()
    {
        using var open = Open.Reference(Fixtures.Folder("unet/learned-transform-w8-s4", "config.json", "model.safetensors"));
        Assert.Equal("learned", open.Description.Transform.Name);
        Assert.Equal(
            (4, 8, 4),
            (open.Description.Transform.Settings["filters"], open.Description.Transform.Settings["window"],
                open.Description.Transform.Settings["stride"]));
    }

    [Theory]
    [InlineData("""{}""", "is missing", "config")]
    [InlineData("""{"config":{"in_channels":2,"channels":[8],"factors":[1],"items":[1]},"net":{"transform":"other"}}""", "only \"raw\"", "net.transform")]
    [InlineData("""{"config":{"in_channels":2,"channels":[8],"factors":[1],"items":[1]},"net":{"transform":"learned","num_filters":1}}""", "is missing", "net.window_length")]
    [InlineData("""{"config":{"in_channels":2,"channels":[8],"factors":[4096],"items":[1]},"net":{"transform":"learned","num_filters":1,"window_length":65536,"stride":65536}}""", "any length", "config.factors")]
    [InlineData("""{"config":{"in_channels":2,"channels":[8],"factors":[1],"items":[1],"use_embedding_cfg":true}}""", "null embedding", "config.embedding_features")]
    public void ReadConfiguration_Wrong_IsRefusedWithItsPlace(string json, string reason, string place)
        => Refusal.Of(() => ReferenceFormat.ReadConfiguration(InMemory.File(json, "memory/config.json")), reason, place);
}

using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats;

public class LightningFormatTests
{
    [Theory]
    [InlineData("torch1.ckpt", WeightSet.Online, "online")]
    [InlineData("torch2.ckpt", WeightSet.Ema, "ema")]
    public void Open_CheckpointWithItsConfiguration_GivesBoth(string name, WeightSet weights, string expected)
    {
        var files = Fixtures.Folder("checkpoint", name, "config.yaml");
        Assert.Equal(FormatFit.Content, Open.LightningFormat.Probe(files));
        using var open = Open.Lightning(files, weights);
        Assert.Equal(expected, open.Description.Provenance!.Weights);
        Assert.Equal([128], open.Weights.Get("net.blocks.0.weights").Shape);
        Assert.Equal(64, open.Description.Audio.Length);
        Assert.Empty(open.Warnings);
    }

    [Fact]
    public void Open_ConfigurationElsewhere_IsReadFromThere()
    {
        var files = Fixtures.Folder("checkpoint", "torch2.ckpt");
        using var open = Open.Lightning(files, configuration: Fixtures.PathOf("checkpoint/config.yaml"));
        Assert.Equal([8, 16], open.Description.Network.Channels);
    }

    [Fact]
    public void Open_FilesMissing_SaysWhich()
    {
        var checkpoint = ZipBuilder.Small().File();
        var yaml = InMemory.File("", "memory/a.yaml");
        Refusal.Of(() => Open.Lightning(InMemory.Files(yaml)), "no checkpoint");
        Refusal.Of(
            () => Open.Lightning(InMemory.Files(checkpoint, InMemory.File("", "memory/b.ckpt"))),
            "several checkpoints: name one of model.ckpt, b.ckpt");
        Refusal.Of(() => Open.Lightning(InMemory.Files(checkpoint)), "no YAML configuration");
        Refusal.Of(() => Open.Lightning(InMemory.Files(checkpoint, yaml, InMemory.File("", "memory/b.yml"))), "none with a network");
        Refusal.Of(() => Open.Lightning(InMemory.Files(checkpoint), configuration: "memory/none.yaml"), "is not there");
    }

    [Fact]
    public void Open_NoAverages_SaysSo()
    {
        var files = InMemory.Files(
            ZipBuilder.Small().File(), InMemory.File(Fixtures.Bytes("checkpoint/config.yaml"), "memory/config.yaml"));
        Refusal.Of(() => Open.Lightning(files, WeightSet.Ema), "no averaged weights: load the online ones", "model_ema");
    }
}

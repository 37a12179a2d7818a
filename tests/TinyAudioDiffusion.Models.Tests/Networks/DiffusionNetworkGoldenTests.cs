using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Networks;

public sealed class DiffusionNetworkGoldenTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    [Theory]
    [InlineData("raw")]
    [InlineData("raw-odd-factors")]
    [InlineData("raw-out-channels")]
    [InlineData("no-modulation")]
    [InlineData("features")]
    [InlineData("context-channels")]
    [InlineData("cross-attention-cfg", 3f)]
    [InlineData("learned-transform-w16-s4")]
    [InlineData("learned-transform-w16-s16")]
    [InlineData("learned-transform-w8-s4")]
    public void Forward_EveryOption_MatchesTheReference(string name, float embeddingScale = 1f)
    {
        using var opened = Open.Reference(Fixtures.Folder($"unet/{name}"));
        using var network = fixture.Load(opened);
        using var io = SafetensorsFile.Open(Fixtures.File($"unet/{name}/io.safetensors"));
        var tensors = new GoldenTensors(fixture.Engine, io);
        using var x = tensors.Get("in/x");
        using var features = tensors.Find("in/features");
        using var embedding = tensors.FindTurned("in/embedding");
        using var context = tensors.Find("in/channels/1");

        using var v = network.Forward(fixture.Engine, new NetworkInputs
        {
            Waveforms = x,
            NoiseLevels = io.Find("in/time") is null ? [] : io.ReadSingles("in/time"),
            Features = features,
            Embedding = embedding,
            EmbeddingScale = embeddingScale,
            Context = [null, context],
        });

        Closeness.AssertClose(io.ReadSingles("out/v"), fixture.Read(v));
    }

    [Theory]
    [InlineData("torch1", WeightSet.Online)]
    [InlineData("torch1", WeightSet.Ema)]
    [InlineData("torch2", WeightSet.Online)]
    [InlineData("torch2", WeightSet.Ema)]
    public void Forward_Checkpoint_MatchesTheReference(string name, WeightSet weights)
    {
        var files = Fixtures.Folder("checkpoint", $"{name}.ckpt", "config.yaml");
        using var opened = Open.Lightning(files, weights);
        using var network = fixture.Load(opened);
        using var io = SafetensorsFile.Open(Fixtures.File($"checkpoint/{name}.io.safetensors"));
        using var x = new GoldenTensors(fixture.Engine, io).Get("in/x");

        using var v = network.Forward(fixture.Engine, new NetworkInputs { Waveforms = x, NoiseLevels = io.ReadSingles("in/time") });

        Closeness.AssertClose(io.ReadSingles(weights == WeightSet.Online ? "out/online" : "out/ema"), fixture.Read(v));
    }
}

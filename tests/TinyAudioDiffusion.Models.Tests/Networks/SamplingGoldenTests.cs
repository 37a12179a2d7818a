using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Folder;
using TinyAudioDiffusion.Models.Formats.Lightning;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Networks;

public sealed class SamplingGoldenTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(1000)]
    public void Ddim_FromGivenNoise_MatchesTheReference(int steps)
    {
        using var opened = ReferenceFolder.Open(Fixtures.Folder("unet/raw"), new ModelLoadOptions());
        using var golden = SafetensorsFile.Open(Fixtures.File("sampling/raw.safetensors"));
        Closeness.AssertClose(golden.ReadSingles($"ddim/{steps}"), Sample(opened, golden.ReadSingles("noise"), items: 2, steps));
    }

    [Fact]
    public void Ddim_FromSoundAndNoiseAsTheReferencesStyleTransfer_MatchesTheReference()
    {
        using var opened = ReferenceFolder.Open(Fixtures.Folder("unet/raw"), new ModelLoadOptions());
        using var golden = SafetensorsFile.Open(Fixtures.File("sampling/raw.safetensors"));
        Closeness.AssertClose(golden.ReadSingles("style/6"), Sample(opened, golden.ReadSingles("style/start"), items: 2, steps: 6));
    }

    [Theory]
    [InlineData("torch1")]
    [InlineData("torch2")]
    public void Ddim_Checkpoint_MatchesWhatTheReferencePlays(string name)
    {
        var files = Fixtures.Folder("checkpoint", $"{name}.ckpt", "config.yaml");
        using var opened = LightningModel.Open(files, new ModelLoadOptions());
        using var golden = SafetensorsFile.Open(Fixtures.File($"checkpoint/{name}.io.safetensors"));
        var sample = Sample(opened, golden.ReadSingles("sample/noise"), items: 1, steps: 5);
        Closeness.AssertClose(golden.ReadSingles("sample/online5"), sample);

        // Asked for its average, the reference plays the online weights all the same.
        Closeness.AssertClose(golden.ReadSingles("sample/reference_ema_object5"), sample);
    }

    private float[] Sample(OpenedModel opened, float[] x, int items, int steps)
    {
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        var levels = new float[steps + 1];
        new LinearSchedule().Fill(levels);
        var run = new SamplingRun(model, levels, new NoiseStream[items], x.Length / items / model.Info.Channels);
        new DdimSampler().Sample(run, x);
        return x;
    }
}

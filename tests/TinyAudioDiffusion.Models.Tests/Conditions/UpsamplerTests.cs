using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Models.Tests.Conditions;

public sealed class UpsamplerTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Items = 2;
    private const int Channels = 2;
    private const int Samples = 64;

    [Fact]
    public void Condition_OfASound_IsTheReferencesDownAndUpsampling()
    {
        using var golden = SafetensorsFile.Open(Fixtures.File("models/upsampler/io.safetensors"));
        var heard = new float[Items * Channels * Samples];
        for (var item = 0; item < Items; item++)
        {
            var range = (item * Channels * Samples)..((item + 1) * Channels * Samples);
            new LowRateCondition(4).Measure(golden.ReadSingles("reupsample/in").AsSpan()[range], Channels, heard.AsSpan()[range]);
        }

        Closeness.AssertClose(golden.ReadSingles("reupsample/out"), heard);
    }

    [Fact]
    public void Ddim_HearingALowRateSound_MatchesTheReference()
    {
        using var opened = Open.Reference(Fixtures.Folder("models/upsampler"));
        using var golden = SafetensorsFile.Open(Fixtures.File("models/upsampler/io.safetensors"));
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        var low = golden.ReadSingles("low");
        var heard = new float[Items * Channels * Samples];
        for (var item = 0; item < Items; item++)
        {
            var own = low.AsSpan(item * Channels * Samples / 4, Channels * Samples / 4);
            Resampler.Resample(new AudioClip(own, Channels, 11025), 44100).Samples.Span.CopyTo(heard.AsSpan(item * Channels * Samples));
        }

        var x = golden.ReadSingles("noise");
        var levels = new float[4];
        new LinearSchedule().Fill(levels);
        new DdimSampler().Sample(new SamplingRun(model, levels, new NoiseStream[Items], Samples) { Conditions = heard }, x);

        Assert.Equal("upsampler", model.Info.Condition?.Model);
        Closeness.AssertClose(golden.ReadSingles("result"), x);
    }

    [Fact]
    public void Call_WithNothingToHear_IsRefused()
    {
        using var opened = Open.Reference(Fixtures.Folder("models/upsampler"));
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        var run = new SamplingRun(model, [1f, 0f], new NoiseStream[1], Samples);
        var refusal = Assert.Throws<ArgumentException>(() => new DdimSampler().Sample(run, new float[Channels * Samples]));
        Assert.Contains("hears 128 values", refusal.Message, StringComparison.Ordinal);
    }
}

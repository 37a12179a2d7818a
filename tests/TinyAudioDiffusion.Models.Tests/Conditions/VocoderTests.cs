using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Models.Tests.Conditions;

public sealed class VocoderTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private const int Channels = 2;
    private const int Samples = 256;

    [Fact]
    public void Condition_OfASound_IsTheReferencesMelSpectrogram()
    {
        using var golden = SafetensorsFile.Open(Fixtures.File("models/vocoder/io.safetensors"));
        var mel = new float[Channels * 8 * (Samples / 16)];
        new MelCondition(8000, frameSize: 64, hop: 16, bands: 8).Measure(golden.ReadSingles("wave"), Channels, mel);
        Closeness.AssertClose(golden.ReadSingles("mel"), mel);
    }

    [Fact]
    public void MelSpectrogram_IsFlattenedAsTheReferenceDoes()
    {
        using var weights = SafetensorsFile.Open(Fixtures.File("models/vocoder/model.safetensors"));
        using var golden = SafetensorsFile.Open(Fixtures.File("models/vocoder/io.safetensors"));
        using var kernel = fixture.Engine.CreateWeight(
            weights.ReadSingles("to_flat.weight"), new Shape(8, 1, 64), WeightUse.TransposedConvolution);
        using var mel = fixture.Engine.CreateTensor(golden.ReadSingles("mel"), new Shape(Channels, 8, 16));
        using var flat = fixture.Engine.Decode(mel, kernel, stride: 16, padding: 24);
        Closeness.AssertClose(golden.ReadSingles("flat"), fixture.Read(flat));
    }

    // The reference batches the channels of a sound; so do the items here.
    [Fact]
    public void Ddim_HearingAMelSpectrogram_MatchesTheReference()
    {
        using var opened = Open.Reference(Fixtures.Folder("models/vocoder"));
        using var golden = SafetensorsFile.Open(Fixtures.File("models/vocoder/io.safetensors"));
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        var x = golden.ReadSingles("noise");
        var levels = new float[4];
        new LinearSchedule().Fill(levels);
        new DdimSampler().Sample(
            new SamplingRun(model, levels, new NoiseStream[Channels], Samples) { Conditions = golden.ReadSingles("mel") }, x);

        Assert.Equal((1, 8000, 16), (model.Info.Channels, model.Info.SampleRate, model.Info.LengthMultiple));
        Closeness.AssertClose(golden.ReadSingles("result"), x);
    }
}

using System.Buffers.Binary;
using System.Text.Json;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

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
        using var opened = Open.Reference(Fixtures.Folder("unet/raw"));
        using var golden = SafetensorsFile.Open(Fixtures.File("sampling/raw.safetensors"));
        Closeness.AssertClose(golden.ReadSingles($"ddim/{steps}"), Sample(opened, golden.ReadSingles("noise"), items: 2, steps));
    }

    [Fact]
    public void Ddim_FromSoundAndNoiseAsTheReferencesStyleTransfer_MatchesTheReference()
    {
        using var opened = Open.Reference(Fixtures.Folder("unet/raw"));
        using var golden = SafetensorsFile.Open(Fixtures.File("sampling/raw.safetensors"));
        Closeness.AssertClose(golden.ReadSingles("style/6"), Sample(opened, golden.ReadSingles("style/start"), items: 2, steps: 6));
    }

    // Without churn Euler's steps are those of DDIM, so the reference's values hold for the whole way through sigma as well.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    public void Euler_FromGivenNoise_MatchesTheReferencesDdim(int steps)
    {
        using var opened = Open.Reference(Fixtures.Folder("unet/raw"));
        using var golden = SafetensorsFile.Open(Fixtures.File("sampling/raw.safetensors"));
        Closeness.AssertClose(
            golden.ReadSingles($"ddim/{steps}"), Sample(opened, golden.ReadSingles("noise"), items: 2, steps, new EulerSampler()));
    }

    public static TheoryData<string, int> KDiffusion()
    {
        var cases = new TheoryData<string, int>();
        foreach (var name in (
            string[])["euler", "heun", "dpm-2", "lms", "dpmpp-2m", "euler-ancestral0", "dpmpp-2s-ancestral0", "dpmpp-2m-sde0-midpoint",
            "dpmpp-2m-sde0-heun", "dpmpp-3m-sde0"])
        {
            cases.Add(name, 12);
            cases.Add(name, 30);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(KDiffusion))]
    public void Sampler_OnKarras_MatchesKDiffusionsFunction(string name, int steps)
    {
        using var opened = Open.Reference(Fixtures.Folder("unet/raw"));
        using var golden = SafetensorsFile.Open(Fixtures.File($"sampling/k-diffusion-{steps}.safetensors"));
        ISampler sampler = name switch
        {
            "euler" => new EulerSampler(),
            "heun" => new HeunSampler(),
            "dpm-2" => new Dpm2Sampler(),
            "lms" => new LmsSampler(),
            "dpmpp-2m" => new Dpmpp2MSampler(),
            "euler-ancestral0" => new EulerAncestralSampler(0),
            "dpmpp-2s-ancestral0" => new Dpmpp2SAncestralSampler(0),
            "dpmpp-2m-sde0-midpoint" => new Dpmpp2MSdeSampler(0),
            "dpmpp-2m-sde0-heun" => new Dpmpp2MSdeSampler(0, form: SdeSolverForm.Heun),
            _ => new Dpmpp3MSdeSampler(0),
        };
        Closeness.AssertClose(
            golden.ReadSingles(name), Sample(opened, golden.ReadSingles("noise"), items: 2, steps, sampler, new KarrasSchedule()));
    }

    // 4 steps of 2 resamples: the first of the recorded noises starts, the other eight are drawn in order.
    [Fact]
    public void Inpainting_WithRecordedNoise_MatchesTheReference()
    {
        using var opened = Open.Reference(Fixtures.Folder("unet/raw"));
        using var golden = SafetensorsFile.Open(Fixtures.File("sampling/raw.safetensors"));
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        var noise = golden.ReadSingles("inpaint/noise");
        var source = golden.ReadSingles("inpaint/source");
        var keep = Mask("sampling/raw.safetensors", "inpaint/mask");
        var levels = new float[5];
        new LinearSchedule().Fill(levels);
        var run = new SamplingRun(model, levels, new NoiseStream[2], samples: 64)
        {
            RecordedNoise = (draw, drawn) => noise.AsSpan(draw * source.Length, source.Length).CopyTo(drawn),
        };

        var x = noise[..source.Length];
        new InpaintingSampler(source, keep, resamples: 2).Sample(run, x);

        Closeness.AssertClose(golden.ReadSingles("inpaint/result"), x);
        Assert.Equal(8, run.NetworkCalls);
        for (var i = 0; i < x.Length; i++)
            Assert.True(!keep[i] || x[i] == source[i]);
    }

    // Truth values, one byte each, straight from the file: the library reads numbers only.
    private static bool[] Mask(string path, string name)
    {
        var bytes = Fixtures.Bytes(path);
        var headerSize = checked((int)BinaryPrimitives.ReadInt64LittleEndian(bytes));
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerSize));
        var offsets = header.RootElement.GetProperty(name).GetProperty("data_offsets");
        return [.. bytes[(8 + headerSize + offsets[0].GetInt32())..(8 + headerSize + offsets[1].GetInt32())].Select(value => value != 0)];
    }

    [Theory]
    [InlineData("torch1")]
    [InlineData("torch2")]
    public void Ddim_Checkpoint_MatchesWhatTheReferencePlays(string name)
    {
        var files = Fixtures.Folder("checkpoint", $"{name}.ckpt", "config.yaml");
        using var opened = Open.Lightning(files);
        using var golden = SafetensorsFile.Open(Fixtures.File($"checkpoint/{name}.io.safetensors"));
        var sample = Sample(opened, golden.ReadSingles("sample/noise"), items: 1, steps: 5);
        Closeness.AssertClose(golden.ReadSingles("sample/online5"), sample);

        // Asked for its average, the reference plays the online weights all the same.
        Closeness.AssertClose(golden.ReadSingles("sample/reference_ema_object5"), sample);
    }

    private float[] Sample(OpenedModel opened, float[] x, int items, int steps, ISampler? sampler = null, INoiseSchedule? schedule = null)
    {
        using var model = fixture.Loader.Load(opened, "golden", TestContext.Current.CancellationToken).Model;
        var levels = new float[steps + 1];
        (schedule ?? new LinearSchedule()).Fill(levels);
        var run = new SamplingRun(model, levels, new NoiseStream[items], x.Length / items / model.Info.Channels);
        (sampler ?? new DdimSampler()).Sample(run, x);
        return x;
    }
}

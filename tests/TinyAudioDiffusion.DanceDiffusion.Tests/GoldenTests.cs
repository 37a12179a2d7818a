using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion.Tests;

/// <summary>What the published code computes, computed here.</summary>
public sealed class GoldenTests : IAsyncDisposable
{
    private const string Tiny = "tiny/io.safetensors";
    private readonly Dance _dance = new();

    public ValueTask DisposeAsync() => _dance.DisposeAsync();

    [Theory]
    [InlineData("short")]
    [InlineData("batch")]
    public async Task DiffusersFolder_PredictsWhatDiffusersDoes(string name)
    {
        using var model = (await _dance.LoadAsync(Dance.PathOf("tiny"))).Model;

        Dance.AssertClose(
            Dance.Golden(Tiny, name + "/v"), Dance.Predict(model, Dance.Golden(Tiny, name + "/x"), Dance.Golden(Tiny, name + "/time")));
    }

    [Fact]
    public async Task DiffusersFolder_TellsWhatItMakes_AndHowItIsSampled()
    {
        var loaded = await _dance.LoadAsync(Dance.PathOf("tiny"));
        using var model = loaded.Model;

        Assert.Equal(
            (16000, 2, 256, 32, 251210L),
            (model.Info.SampleRate, model.Info.Channels, model.Info.NativeLength, model.Info.LengthMultiple, model.Info.ParameterCount));
        Assert.Equal(new SamplingSettings("iplms", "crash", 100), loaded.Settings);
        Assert.Matches("^[0-9a-f]{12}$", loaded.Revision);
    }

    [Fact]
    public async Task Safetensors_AreTheSameModel_AsAreTheUNetsFolderAndItsIndex()
    {
        using var folder = new TemporaryFolder();
        var copy = Dance.Copy(folder);
        Dance.WriteSafetensors(copy);
        float[] x = Dance.Golden(Tiny, "short/x"), time = Dance.Golden(Tiny, "short/time");
        var expected = await _dance.LoadAsync(Dance.PathOf("tiny"));

        foreach (var location in (string[])[copy, Path.Combine(copy, "model_index.json"), Path.Combine(copy, "unet")])
        {
            var actual = await _dance.LoadAsync(location);
            Assert.Equal(Dance.Predict(expected.Model, x, time), Dance.Predict(actual.Model, x, time));
            Assert.Equal(expected.Revision, actual.Revision);
            actual.Model.Dispose();
        }

        expected.Model.Dispose();
    }

    [Theory]
    [InlineData(WeightSet.Online, "online/v")]
    [InlineData(WeightSet.Ema, "ema/v")]
    public async Task OriginalCheckpoint_PredictsWhatTheOriginalCodeDoes(WeightSet weights, string name)
    {
        const string Io = "original/io.safetensors";
        using var model = (await _dance.LoadAsync(Dance.PathOf("original/honk-140k.ckpt"), new() { Weights = weights })).Model;

        Assert.Equal((16000, 65536, 341802L), (model.Info.SampleRate, model.Info.NativeLength, model.Info.ParameterCount));
        Dance.AssertClose(Dance.Golden(Io, name), Dance.Predict(model, Dance.Golden(Io, "x"), Dance.Golden(Io, "time")));
    }

    [Fact]
    public void NativeWidths_PredictWhatDiffusersDoes()
    {
        const string Io = "wide/io.safetensors";
        const string Configuration = """
            {
              "_class_name": "UNet1DModel", "block_out_channels": [128, 256, 256], "extra_in_channels": 16,
              "down_block_types": ["DownBlock1DNoSkip", "DownBlock1D", "AttnDownBlock1D"],
              "up_block_types": ["AttnUpBlock1D", "UpBlock1D", "UpBlock1DNoSkip"], "sample_rate": 48000, "sample_size": 4096
            }
            """;
        var weights = WideWeights();
        var files = new ModelFiles("wide",
        [
            new ModelFile("config.json", "config.json", () => new MemoryStream(Encoding.UTF8.GetBytes(Configuration))),
            new ModelFile("diffusion_pytorch_model.safetensors", "wide", () => new MemoryStream(weights)),
        ]);
        using var model = _dance.Load(files).Model;

        Assert.Equal(16_596_746, model.Info.ParameterCount);
        Dance.AssertClose(Dance.Golden(Io, "v"), Dance.Predict(model, Dance.Golden(Io, "x"), Dance.Golden(Io, "time")));
    }

    /// <summary>The first step leaves t = 1 as the exact limit here; all others are the published scheduler's.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(50)]
    public async Task OurSampler_OnOurSchedule_IsThePublishedOneBehindTheFirstStep(int steps)
    {
        using var model = (await _dance.LoadAsync(Dance.PathOf("tiny"))).Model;
        var levels = new float[steps + 1];
        _dance.Services.GetRequiredService<Registry<INoiseSchedule>>().Get("crash").Fill(levels);
        var x = Dance.Golden(Tiny, "sampling/noise");

        _dance.Services.GetRequiredService<Registry<ISampler>>().Get("iplms").Sample(
            new SamplingRun(model, levels, [new NoiseStream(1)], samples: 64), x);

        Dance.AssertClose(Dance.Golden(Tiny, $"sampling/timesteps-{steps}"), levels[..^1], absolute: 1e-6f);
        Dance.AssertClose(Dance.Golden(Tiny, $"sampling/limit-{steps}"), x, absolute: 1e-5f);
    }

    [Fact]
    public async Task ItemOfABatch_HasTheBitsThatItHasAlone()
    {
        using var model = (await _dance.LoadAsync(Dance.PathOf("tiny"))).Model;
        float[] x = Dance.Golden(Tiny, "batch/x"), time = Dance.Golden(Tiny, "batch/time");

        var both = Dance.Predict(model, x, time);

        Assert.Equal(Dance.Predict(model, x[(x.Length / 2)..], time[1..]), both[(x.Length / 2)..]);
        Assert.Throws<ArgumentException>(() => Dance.Predict(model, new float[2 * 33], [0.5f]));
    }

    [Fact]
    public async Task Sound_ComesFromTheFolder_AsItsSchedulerSays()
    {
        var clip = await _dance.Generator.GenerateAsync(Dance.PathOf("tiny"), new() { Seed = 3, Steps = 4 });

        Assert.Equal((16000, 2, 256), (clip.SampleRate, clip.Channels, clip.Length));
        Assert.Equal(("iplms", "crash", 4), (clip.Recipe!.Sampler, clip.Recipe!.Schedule, clip.Recipe!.Steps));
        var samples = clip.Samples.ToArray();
        Assert.All(samples, sample => Assert.True(float.IsFinite(sample)));
        Assert.Contains(samples, sample => sample != 0);
    }

    // Values that both sides make of an index and a name: a multiplicative hash, 24 bits of it as a number within half of zero.
    private static byte[] WideWeights()
    {
        var writer = new SafetensorsWriter();
        void Add(string name, params long[] shape)
        {
            var values = new float[shape.Aggregate((product, extent) => product * extent)];
            var scale = 2f / MathF.Sqrt(values.Length / shape[0]);
            var crc = Crc(name);
            var isFrequency = name.StartsWith("time_proj", StringComparison.Ordinal);
            var isScale = name.Contains("norm", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal);
            for (var i = 0; i < values.Length; i++)
            {
                var hash = unchecked(((uint)i * 2654435761u) + crc);
                hash ^= hash >> 15;
                hash = unchecked(hash * 2246822519u);
                hash ^= hash >> 13;
                var u = ((hash >> 8) / 16777216f) - 0.5f;
                values[i] = shape.Length > 1 ? u * scale : isScale ? 1 + (u / 2) : isFrequency ? u : u / 4;
            }

            writer.Add(name, shape, values);
        }

        void Pair(string name, params long[] shape)
        {
            Add(name + ".weight", shape);
            Add(name + ".bias", shape[0]);
        }

        void Stage(string name, int blocks, long inputs, long middle, long outputs, bool attends, bool isLast = false)
        {
            for (var block = 0; block < blocks; block++)
            {
                var (from, to) = (block == 0 ? inputs : middle, block == blocks - 1 ? outputs : middle);
                var place = $"{name}.resnets.{block}";
                if (from != to)
                    Add(place + ".conv_skip.weight", to, from, 1);
                Pair(place + ".conv_1", middle, from, 5);
                Pair(place + ".group_norm_1", middle);
                Pair(place + ".conv_2", to, middle, 5);
                if (!isLast || block < blocks - 1)
                    Pair(place + ".group_norm_2", to);
                if (!attends)
                    continue;
                Pair($"{name}.attentions.{block}.group_norm", to);
                foreach (var part in (string[])["query", "key", "value", "proj_attn"])
                    Pair($"{name}.attentions.{block}.{part}", to, to);
            }
        }

        Add("time_proj.weight", 8);
        Stage("down_blocks.0", 3, 18, 128, 128, attends: false);
        Stage("down_blocks.1", 3, 128, 256, 256, attends: false);
        Stage("down_blocks.2", 3, 256, 256, 256, attends: true);
        Stage("mid_block", 6, 256, 256, 256, attends: true);
        Stage("up_blocks.0", 3, 512, 256, 256, attends: true);
        Stage("up_blocks.1", 3, 512, 256, 128, attends: false);
        Stage("up_blocks.2", 3, 256, 128, 2, attends: false, isLast: true);
        using var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }

    private static uint Crc(string name)
    {
        var crc = uint.MaxValue;
        foreach (var letter in Encoding.UTF8.GetBytes(name))
        {
            crc ^= letter;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320u * (crc & 1));
        }

        return ~crc;
    }
}

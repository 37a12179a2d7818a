using System.Text.Json;

namespace TinyAudioDiffusion.Cli.Tests.Generate;

/// <summary>The commands with a model of the plug-in that <c>tad</c> brings along.</summary>
public sealed class DanceDiffusionTests
{
    private static string Diffusers => Fixtures.PathOf("fixtures/dance-diffusion/tiny");

    private static string Original => Fixtures.PathOf("fixtures/dance-diffusion/original/honk-140k.ckpt");

    [Fact]
    public async Task Generate_WithADiffusersFolder_WritesASound_AndItsRecipeMakesItAgain()
    {
        using var folder = new TemporaryFolder();

        await Tad.SucceedAsync("generate", "--model", Diffusers, "--seed", "5", "--steps", "3", "--out", folder["a"], "--depth", "float");
        await Tad.SucceedAsync(
            "generate", "--recipe", folder["a/tiny-5.wav"], "--model", Diffusers, "--out", folder["b"], "--depth", "float");

        var sound = AudioClip.Load(folder["a/tiny-5.wav"]);
        Assert.Equal((16000, 2, 256), (sound.SampleRate, sound.Channels, sound.Length));
        Assert.Equal(sound.Samples.ToArray(), AudioClip.Load(Assert.Single(Directory.GetFiles(folder["b"]))).Samples.ToArray());
    }

    [Fact]
    public async Task Generate_WithAnOriginalCheckpoint_WritesASound_AndSaysWhichWeightsItsAuthorsPlay()
    {
        using var folder = new TemporaryFolder();

        var online = await Tad.SucceedAsync(
            "generate", "--model", Original, "--seed", "5", "--steps", "2", "--length", "500", "--out", folder["a"]);
        var ema = await Tad.SucceedAsync(
            "generate", "--model", Original, "--weights", "ema", "--seed", "5", "--steps", "2", "--length", "500", "--out", folder["b"]);

        Assert.Contains("--weights ema", online.Error, StringComparison.Ordinal);
        Assert.Empty(ema.Error);
        Assert.NotEqual(File.ReadAllBytes(folder["a/honk-140k-5.wav"]), File.ReadAllBytes(folder["b/honk-140k-5.wav"]));
    }

    [Fact]
    public async Task Vary_TakesTheModel()
    {
        using var folder = new TemporaryFolder();
        await Tad.SucceedAsync("generate", "--model", Diffusers, "--seed", "5", "--steps", "3", "--out", folder.Path);

        await Tad.SucceedAsync(
            "vary", folder["tiny-5.wav"], "--model", Diffusers, "--seed", "1", "--steps", "3", "--out", folder["varied"]);

        Assert.Equal(16000, AudioClip.Load(Assert.Single(Directory.GetFiles(folder["varied"]))).SampleRate);
    }

    [Fact]
    public async Task Models_ListsThePublishedOnes()
    {
        var run = await Tad.SucceedAsync("models");

        Assert.Contains("harmonai/maestro-150k", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_MeasuresAPass()
    {
        var run = await Tad.SucceedAsync("bench", "--model", Diffusers, "--passes", "1", "--json");

        using var report = JsonDocument.Parse(run.Output);
        Assert.True(report.RootElement.GetProperty("gflop").GetDouble() > 0);
        Assert.Contains(
            report.RootElement.GetProperty("operations").EnumerateArray(),
            operation => operation.GetProperty("operation").GetString()!.StartsWith("AttendHeads", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bench_OfTraining_NeedsANetworkOfTheLibrary()
        => Assert.Contains(
            "only those can be trained", await Tad.FailAsync("bench", "--train", "--model", Diffusers), StringComparison.Ordinal);
}

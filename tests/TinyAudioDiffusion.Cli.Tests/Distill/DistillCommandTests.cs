using System.Text.Json;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.Distill;

/// <summary>Distillations from the command line, of a model that was trained in moments.</summary>
public sealed class DistillCommandTests : IDisposable
{
    private const string Recipe = """
        {
          "model": {
            "formatVersion": 1,
            "network": { "inChannels": 2, "channels": [8, 8], "factors": [1, 4], "items": [1, 1], "attentions": [0, 1],
                "attentionHeads": 2, "attentionFeatures": 4, "modulationFeatures": 8 },
            "audio": { "sampleRate": 44100, "channels": 2, "length": 256 }
          },
          "batch": 2, "rate": { "peak": 0.001 }, "validation": { "interval": 0 }, "samples": { "interval": 0 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    private string Teacher => _folder["teacher/model"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Distill_StopResumeGenerate()
    {
        await TrainAsync();
        string[] line = ["distill", Teacher, "--calls", "2", "--teacher-steps", "6", "--paths", "4", "--batch", "2", "--threads", "1"];
        var run = await Tad.SucceedAsync([.. line, "--out", _folder["run"], "--steps", "4"]);
        Assert.Contains("2 calls  4 steps", run.Output, StringComparison.Ordinal);
        Assert.Contains("validation", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["run/report.html"]));

        await Tad.SucceedAsync([.. line, "--out", _folder["parts"], "--steps", "2"]);
        Assert.Contains("--calls cannot change", await Tad.FailAsync(
            "distill", "--resume", _folder["parts"], "--calls", "3"), StringComparison.Ordinal);
        Assert.Contains("tad distill --resume", await Tad.FailAsync("train", "--resume", _folder["parts"]), StringComparison.Ordinal);
        Assert.Contains("already", await Tad.FailAsync([.. line, "--out", _folder["parts"]]), StringComparison.Ordinal);
        await Tad.SucceedAsync("distill", "--resume", _folder["parts"], "--steps", "3");

        var made = await Tad.SucceedAsync(
            "generate", "--model", _folder["run/model"], "--seed", "1", "--out", _folder["made"], "--json");
        using var document = JsonDocument.Parse(made.Output);
        Assert.Equal(256, AudioClip.Load(Directory.GetFiles(_folder["made"], "*.wav").Single()).Length);
        Assert.Contains("\"own\"", made.Output, StringComparison.Ordinal);
        Assert.Contains(
            "in 2 steps", await Tad.FailAsync("generate", "--model", _folder["run/model"], "--steps", "8", "--out", _folder["made"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfATraining_IsNoDistillation()
    {
        await TrainAsync();
        Assert.Contains(
            "tad train --resume", await Tad.FailAsync("distill", "--resume", _folder["teacher"]), StringComparison.Ordinal);

        // A notice of what takes time stands before these errors.
        await RefusesAsync("draws fresh noise", "--sampler", "euler-ancestral");
        await RefusesAsync("makes 1 to 2 calls", "--teacher-steps", "2");

        async Task RefusesAsync(string reason, params string[] options)
        {
            var run = await Tad.RunAsync(["distill", Teacher, "--out", _folder["run"], .. options]);
            Assert.NotEqual(ExitCodes.Success, run.ExitCode);
            Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Say where", "drums")]
    [InlineData("Say what to distil", "--out", "a")]
    [InlineData("knows its teacher", "drums", "--resume", "a")]
    [InlineData("--calls", "drums", "--out", "a", "--calls", "9")]
    [InlineData("both limit", "drums", "--out", "a", "--steps", "5", "--time", "5s")]
    [InlineData("There is no method", "drums", "--out", "a", "--method", "magic")]
    public async Task Line_ThatSaysTooLittleOrNonsense_IsAUsageError(string message, params string[] line)
    {
        var run = await Tad.RunAsync(["distill", .. line]);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private async Task TrainAsync()
    {
        await File.WriteAllTextAsync(_folder["recipe.json"], Recipe);
        for (var sound = 0; sound < 4; sound++)
        {
            var samples = Enumerable.Range(0, 22050).Select(i => 0.5f * (float)double.SinPi((sound + 1) * i / 64.0)).ToArray();
            new AudioClip(samples, 1, 44100).Save(_folder[$"sounds/{sound}.wav"]);
        }

        await Tad.SucceedAsync(
            "train", _folder["sounds"], "--out", _folder["teacher"], "--configuration", _folder["recipe.json"], "--steps", "3", "--threads",
            "1");
    }
}

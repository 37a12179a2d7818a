using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.Train;

/// <summary>Trainings from the command line: on files, with a network that is done in moments.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private const string Recipe = """
        {
          "model": {
            "formatVersion": 1,
            "network": { "inChannels": 2, "channels": [8, 8], "factors": [1, 4], "items": [1, 1], "attentions": [0, 1],
                "attentionHeads": 2, "attentionFeatures": 4, "modulationFeatures": 8 },
            "audio": { "sampleRate": 44100, "channels": 2, "length": 256 }
          },
          "batch": 2, "logInterval": 1, "checkpointInterval": 7,
          "rate": { "peak": 0.001 }, "validation": { "interval": 10, "clips": 4 }, "samples": { "interval": 30, "count": 1, "steps": 2 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public TrainCommandTests()
    {
        File.WriteAllText(_folder["recipe.json"], Recipe);
        for (var sound = 0; sound < 6; sound++)
        {
            // 0.5 s each, because loudness is measured over 0.4 s.
            var samples = Enumerable.Range(0, 22050).Select(i => 0.5f * (float)double.SinPi((sound + 1) * i / 64.0)).ToArray();
            new AudioClip(samples, 1, 44100).Save(_folder[$"sounds/{(sound % 2 == 0 ? "low" : "high")}/{sound}.wav"]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_ThenGenerate_MakesASound()
    {
        var run = await Tad.SucceedAsync("train", _folder["sounds"], "--out", _folder["run"], "--configuration", _folder["recipe.json"],
            "--steps", "12", "--classes", "--threads", "1");
        Assert.Contains("12 steps", run.Output, StringComparison.Ordinal);
        Assert.Contains("6 sounds", run.Error, StringComparison.Ordinal);
        Assert.Contains("validation", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["run/samples/step-12-low.wav"]));
        Assert.True(File.Exists(_folder["run/report.html"]));

        await Tad.SucceedAsync("generate", "--model", _folder["run/model"], "--steps", "2", "--out", _folder["made"], "--seed", "1");
        Assert.Equal(256, AudioClip.Load(_folder["made/model-1.wav"]).Length);
    }

    /// <summary>Else a short fine-tuning would end before its rate had risen.</summary>
    [Fact]
    public async Task Steps_OnTheLine_ShortenTheWarmUp()
    {
        await File.WriteAllTextAsync(
            _folder["slow.json"], Recipe.Replace("\"peak\": 0.001", "\"peak\": 0.001, \"warmUp\": 100", StringComparison.Ordinal));
        await Tad.SucceedAsync("train", _folder["sounds"], "--out", _folder["run"], "--configuration", _folder["slow.json"], "--steps",
            "20", "--threads", "1");
        using var recipe = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["run/recipe.json"]));
        Assert.Equal(2, recipe.RootElement.GetProperty("rate").GetProperty("warmUp").GetInt32());
    }

    [Fact]
    public async Task FineTune_OfACheckpointWithItsOptimiser_Works()
    {
        var run = await Tad.SucceedAsync(
            "train", _folder["sounds"], "--out", _folder["run"], "--from", Fixtures.Torch2, "--model-config",
                Fixtures.PathOf("fixtures/checkpoint/config.yaml"), "--with-optimizer",
            "--steps", "20", "--rate", "1e-4", "--threads", "1");
        Assert.Contains("20 steps", run.Output, StringComparison.Ordinal);
        using var recipe = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["run/recipe.json"]));
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Fixtures.Torch2)))[..12];
        Assert.Equal($"torch2.ckpt@{hash}", recipe.RootElement.GetProperty("from").GetString());
    }

    [Fact]
    public async Task KilledThreeTimes_EndsWithTheWeightsOfAnUndisturbedTraining()
    {
        string[] line = ["train", _folder["sounds"], "--configuration", _folder["recipe.json"], "--steps", "60", "--threads", "1", "--out"];
        await Tad.SucceedAsync([.. line, _folder["whole"]]);

        await KillAfterAStepAsync([.. line, _folder["killed"]]);
        await KillAfterAStepAsync("train", "--resume", _folder["killed"]);
        await KillAfterAStepAsync("train", "--resume", _folder["killed"]);
        await Tad.SucceedAsync("train", "--resume", _folder["killed"]);

        Assert.Equal(await File.ReadAllBytesAsync(_folder["whole/model/model.safetensors"]),
            await File.ReadAllBytesAsync(_folder["killed/model/model.safetensors"]));
        Assert.Equal(await LossesAsync("whole"), await LossesAsync("killed"));
        Assert.Equal(60, (await LossesAsync("killed")).Length);
    }

    [Fact]
    public async Task Resume_WithAnotherRate_IsRefused()
    {
        await Tad.SucceedAsync("train", _folder["sounds"], "--out", _folder["run"], "--configuration", _folder["recipe.json"], "--steps",
            "1", "--threads", "1");
        Assert.Contains(
            "--rate cannot change", await Tad.FailAsync("train", "--resume", _folder["run"], "--rate", "0.1"), StringComparison.Ordinal);
        await Tad.SucceedAsync("train", "--resume", _folder["run"], "--steps", "2", "--threads", "2");
        Assert.Equal(2, (await LossesAsync("run")).Length);
        Assert.Contains(
            "already", await Tad.FailAsync("train", _folder["sounds"], "--out", _folder["run"], "--steps", "1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Say where", "train", "sounds")]
    [InlineData("Say where", "train", "sounds", "--out", "a", "--resume", "b")]
    [InlineData("--time is \"5 minutes\"", "train", "sounds", "--out", "a", "--time", "5 minutes")]
    [InlineData("--steps", "train", "sounds", "--out", "a", "--steps", "0")]
    public async Task Line_ThatSaysTooLittleOrNonsense_IsAUsageError(string message, params string[] line)
    {
        var run = await Tad.RunAsync(line);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no preset \"huge\"", "sounds", "--preset", "huge")]
    [InlineData("There is no configuration", "sounds", "--configuration", "nowhere.json")]
    [InlineData("name it with --from", "sounds", "--with-optimizer")]
    [InlineData("known are kick, snare", "synthetic:gong")]
    [InlineData("what to learn from")]
    [InlineData("both limit", "sounds", "--steps", "5", "--time", "5s")]
    public async Task Line_ThatCannotBeDone_FailsWithOneSentence(string message, params string[] line)
        => Assert.Contains(message, await Tad.FailAsync(["train", .. line, "--out", _folder["none"]]), StringComparison.Ordinal);

    private async Task<string[]> LossesAsync(string run)
    {
        var lines = await File.ReadAllLinesAsync(_folder[$"{run}/metrics.jsonl"]);
        return [.. lines.Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return string.Join(' ', json.RootElement.EnumerateObject().Where(field => field.Name != "seconds")
                .Select(field => $"{field.Name} {field.Value.GetRawText()}"));
        })];
    }

    // The first line about a step says that the training runs; where in its work the kill arrives is chance.
    private static async Task KillAfterAStepAsync(params string[] line)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tad.dll"), .. line])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        while (await process.StandardError.ReadLineAsync() is { } text && !text.StartsWith("step ", StringComparison.Ordinal))
        {
        }

        process.Kill();
        await process.WaitForExitAsync();
    }
}

using System.Text.Json;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.Evaluate;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EvaluateCommandTests()
    {
        for (var i = 0; i < 6; i++)
        {
            Tone(50 + (3 * i)).Save(_folder[$"real/kick/{i}.wav"]);
            Tone(3000 + (200 * i)).Save(_folder[$"real/snare/{i}.wav"]);
        }

        Tone(55).Save(_folder["made/kick-1.wav"]);
        Tone(61).Save(_folder["made/kick-2.wav"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folder_IsMeasuredAgainstRealSounds()
    {
        var run = await Tad.SucceedAsync(
            "evaluate", _folder["made"], "--against", _folder["real"], "--training", _folder["real"], "--out", _folder["out"]);

        Assert.Contains("2 of 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("Copies of training sounds:", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["out/report.html"]));
    }

    [Fact]
    public async Task Json_HasEverySound()
    {
        var run = await Tad.SucceedAsync("evaluate", _folder["made"], "--against", _folder["real"], "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(2, json.RootElement.GetProperty("files").GetArrayLength());
        Assert.Equal("kick", json.RootElement.GetProperty("files")[0].GetProperty("takenFor").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("recognition").GetProperty("accuracy").GetDouble());
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("kinds")[0].GetProperty("sounds").ValueKind);
    }

    [Fact]
    public async Task Model_MakesSoundsOfAKind_AndKeepsThem()
    {
        var run = await Tad.SucceedAsync(
            "evaluate", "--model", Fixtures.Torch2, "--kind", "snare", "-n", "3", "--steps", "2", "--seed", "7", "--against",
                _folder["real"], "--out", _folder["out"]);

        Assert.Contains("snare", run.Output, StringComparison.Ordinal);
        Assert.Equal(["snare-7.wav", "snare-8.wav", "snare-9.wav"],
            Directory.GetFiles(_folder["out/sounds/snare"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sliders_NeedAModel_ThatKnowsCharacters()
    {
        var without = await Tad.RunAsync("evaluate", _folder["made"], "--against", _folder["real"], "--sliders", "4");
        Assert.Equal(ExitCodes.Usage, without.ExitCode);
        Assert.Contains("say with which --model", without.Error, StringComparison.Ordinal);

        var unknown = await Tad.RunAsync(
            "evaluate", "--model", Fixtures.Torch2, "--kind", "snare", "-n", "2", "--steps", "1", "--sliders", "2", "--against",
                _folder["real"]);
        Assert.Equal(ExitCodes.Failure, unknown.ExitCode);
        Assert.Contains("knows no characters", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsMissing_IsSaid()
    {
        Assert.Contains(
            "--kind", await Tad.FailAsync("evaluate", "--model", Fixtures.Torch2, "--against", _folder["real"]), StringComparison.Ordinal);
        Assert.Contains(
            "no such folder", await Tad.FailAsync("evaluate", _folder["made"], "--against", _folder["nowhere"]), StringComparison.Ordinal);
        Assert.Contains(
            "one kind only", await Tad.FailAsync("evaluate", _folder["made"], "--against", _folder["made"]), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await Tad.RunAsync("evaluate", _folder["made"])).ExitCode);
        Assert.Equal(ExitCodes.Usage, (await Tad.RunAsync("evaluate", _folder["made"], "--model", "m", "--against", "a")).ExitCode);
    }

    private static AudioClip Tone(double hertz)
        => new([.. Enumerable.Range(0, 6000)
            .Select(i => (float)(0.8 * Math.Sin(2 * Math.PI * hertz * i / 44100) * Math.Exp(-i / 2000.0)))], 1, 44100);
}

using System.Text.Json;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Tests.Doctor;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task Doctor_TellsWhatSoundsAreMadeWith()
    {
        var run = await Tad.SucceedAsync("doctor");

        Assert.Empty(run.Error);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(
            ["program", "runtime", "system", "processor", "engine", "engine", "built", "cache", "playback", "a", "Everything"],
                lines.Select(line => line.Split(' ', 2)[0]));
        Assert.StartsWith("engine     managed: ", lines[4], StringComparison.Ordinal);
        Assert.EndsWith("works on cpu", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("engine     torchsharp: does not work: this build of tad has no TorchSharp "
            + "engine", lines[5], StringComparison.Ordinal);
        Assert.StartsWith("built in   drums, ", lines[6], StringComparison.Ordinal);
        Assert.EndsWith(", 0 models", lines[7], StringComparison.Ordinal);
        Assert.Contains("tad kit", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HasEveryEngine()
    {
        using var json = JsonDocument.Parse((await Tad.SucceedAsync("doctor", "--json")).Output);
        var report = json.RootElement;
        Assert.All(["program", "runtime", "os", "processor", "builtInModel", "cacheFolder"],
            name => Assert.NotEmpty(report.GetProperty(name).GetString()!));
        var engines = report.GetProperty("engines").EnumerateArray().ToList();
        Assert.Equal(["managed", "torchsharp"], engines.Select(engine => engine.GetProperty("name").GetString()));
        Assert.Equal([false, true], engines.Select(engine => engine.TryGetProperty("problem", out _)));
    }

    [Theory]
    [InlineData("generate kick --model MODEL")]
    [InlineData("loop --model MODEL")]
    [InlineData("train synthetic:kick --out run")]
    [InlineData("bench --passes 1")]
    [InlineData("tensor predict --model MODEL --input in --output out")]
    public async Task Engine_ThatThisBuildLacks_SaysWhereItIs(string line)
    {
        var error = await Tad.FailAsync(
            [.. line.Replace("MODEL", Fixtures.TinyNoise, StringComparison.Ordinal).Split(' '), "--engine", "torchsharp"]);
        Assert.Contains("no TorchSharp engine", error, StringComparison.Ordinal);
        Assert.Contains("docs/torchsharp.md", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--device", "cuda")]
    [InlineData("--precision", "bf16")]
    public async Task Device_WithTheManagedEngine_SaysWhoseOptionItIs(string option, string value)
        => Assert.Contains("--engine torchsharp", await Tad.FailAsync("generate", "kick", "--model", Fixtures.TinyNoise, option, value),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("--engine", "onnx")]
    [InlineData("--precision", "int8")]
    public async Task Choice_ThatThereIsNot_IsAUsageError(string option, string value)
        => Assert.Equal(ExitCodes.Usage, (await Tad.RunAsync("generate", "kick", option, value)).ExitCode);
}

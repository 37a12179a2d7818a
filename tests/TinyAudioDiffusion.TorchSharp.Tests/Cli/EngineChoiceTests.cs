using TinyAudioDiffusion.Cli;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Cli.TorchSharp;
using TinyAudioDiffusion.Models.Tests;

namespace TinyAudioDiffusion.TorchSharp.Tests.Cli;

/// <summary>The tad that has both engines.</summary>
public sealed class EngineChoiceTests
{
    [Fact]
    public async Task Generate_OnBothEngines_WritesTheSameSound()
    {
        using var folder = new TemporaryFolder();
        string[] line = ["generate", "kick", "--model", Fixtures.PathOf("../samples/tiny-noise"), "--seed", "3", "--length", "2048",
            "--depth", "float", "--out"];
        await SucceedAsync([.. line, folder["managed"], "--engine", "managed"]);
        await SucceedAsync([.. line, folder["torchsharp"], "--engine", "torchsharp", "--device", "cpu"]);

        var (managed, torch) = (AudioClip.Load(Path.Combine(folder["managed"], "kick-3.wav")),
            AudioClip.Load(Path.Combine(folder["torchsharp"], "kick-3.wav")));
        for (var i = 0; i < managed.Samples.Length; i++)
            Assert.Equal(managed.Samples.Span[i], torch.Samples.Span[i], 1e-4f * managed.Peak);
    }

    [Fact]
    public async Task Doctor_FindsBothEngines()
    {
        var output = await SucceedAsync("doctor");
        Assert.Contains("engine     managed: ", output, StringComparison.Ordinal);
        Assert.Contains($"engine     torchsharp: TorchSharp {TorchSharpReport.Version}; works on cpu", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_ThatIsNotThere_FailsWithOneSentence()
    {
        var (exitCode, _, error) = await RunAsync(
            "generate", "kick", "--model", Fixtures.PathOf("../samples/tiny-noise"), "--engine", "torchsharp", "--device", "cuda:99");
        Assert.Equal(ExitCodes.Failure, exitCode);
        Assert.StartsWith("error: There is no device \"cuda:99\"", error, StringComparison.Ordinal);
    }

    private static async Task<string> SucceedAsync(params string[] args)
    {
        var (exitCode, output, error) = await RunAsync(args);
        Assert.True(exitCode == ExitCodes.Success, error);
        return output;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await TadApplication.RunAsync(
            args, new CommandContext(Terminal.Redirected(output, error), new EngineCatalog(new TorchSharpEngineProvider())),
                TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}

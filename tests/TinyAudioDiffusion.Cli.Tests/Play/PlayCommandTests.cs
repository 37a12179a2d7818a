using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.NAudio;

namespace TinyAudioDiffusion.Cli.Tests.Play;

public sealed class PlayCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlayCommandTests()
        => new AudioClip([.. Enumerable.Range(0, 4000).Select(i => 0.5f * (float)Math.Sin(i * 0.1))], 1, 44100).Save(_folder["tone.wav"]);

    public void Dispose() => _folder.Dispose();

    /// <summary>ALSA's null device takes everything and plays nothing.</summary>
    [Fact]
    public async Task Play_OnTheNullDevice_PlaysEachFile()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/aplay") && !File.Exists("/usr/bin/paplay"), "aplay is not what plays here.");
        var run = await Tad.SucceedAsync("play", _folder["tone.wav"], _folder["tone.wav"], "--device", "null");
        Assert.Equal(2, run.Output.Split('\n').Count(line => line.Contains("tone.wav  0.09 s  peak -6.0 dBFS", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Play_OnADeviceThatIsNotThere_SaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "afplay takes no device.");
        var run = await Tad.RunAsync("play", _folder["tone.wav"], "--device", "no-such-device");
        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("The sound device \"no-such-device\" ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_AsksThePlugInsBackend()
    {
        var device = new SilentBackend();

        var run = await Tad.RunAsync(
            ["play", _folder["tone.wav"], "--device", "loud"], TestContext.Current.CancellationToken,
            builder => builder.Services.AddSingleton<IAudioBackend>(device));

        Assert.True(run.ExitCode == ExitCodes.Success, run.Error);
        Assert.Equal((1, 4000L, "loud"), (device.Sounds, device.Samples, device.Device));
    }

    [Fact]
    public async Task Play_OfAFileThatIsNotThere_PlaysNothing()
        => Assert.Contains("nosuch.wav", await Tad.FailAsync("play", _folder["tone.wav"], _folder["nosuch.wav"]), StringComparison.Ordinal);

    [Fact]
    public async Task Play_WithoutAFile_IsAUsageError() => Assert.Equal(ExitCodes.Usage, (await Tad.RunAsync("play")).ExitCode);
}

using TinyAudioDiffusion.NAudio.Playback;
using TinyAudioDiffusion.NAudio.Tests.Fakes;

namespace TinyAudioDiffusion.NAudio.Tests.Playback;

/// <summary>Playing through a child process: shell scripts stand for the system's player programs.</summary>
public sealed class ProgramBackendTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tad-player-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task StreamingProgram_GetsEverySampleAndTheDevice()
    {
        RequireShell();
        using var player = Player("#!/bin/sh\necho \"$@\" > arguments\ncat > heard\n", streams: true, device: "card 1");
        var clip = TestClips.Distinct(5000);
        await player.PlayAsync(clip);

        var heard = await File.ReadAllBytesAsync(InFolder("heard"), TestContext.Current.CancellationToken);
        var expected = Enumerable.Range(0, 10_000).Select(i => clip.Channel(i % 2)[i / 2]);
        Assert.Equal(expected, Enumerable.Range(0, heard.Length / 4).Select(i => BitConverter.ToSingle(heard, 4 * i)));
        Assert.Equal(
            $"card 1 {clip.SampleRate} 2\n", await File.ReadAllTextAsync(InFolder("arguments"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FileProgram_GetsAWavFile_WhichIsGoneAfterwards()
    {
        RequireShell();
        using var player = Player("#!/bin/sh\necho \"$4\" > name\ncp \"$4\" heard.wav\n", streams: false);
        await player.PlayAsync(TestClips.Distinct(500));

        Assert.Equal(TestClips.Distinct(500).Samples.ToArray(), AudioClip.Load(InFolder("heard.wav")).Samples.ToArray());
        Assert.False(File.Exists((await File.ReadAllTextAsync(InFolder("name"), TestContext.Current.CancellationToken)).Trim()));
    }

    [Fact]
    public async Task FailingProgram_IsATypedFailureWithItsLastWords()
    {
        RequireShell();
        using var player = Player("#!/bin/sh\necho 'first' >&2\necho 'audio open error: No such device' >&2\nexit 3\n", streams: true);
        var exception = await Assert.ThrowsAsync<AudioDeviceException>(() => player.PlayAsync(TestClips.Distinct(50_000)));
        Assert.Contains("player ended with exit code 3: audio open error: No such device", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndlessSound_IsStoppedByTheToken()
    {
        RequireShell();
        using var player = Player("#!/bin/sh\nexec cat > /dev/null\n", streams: true);
        using var cancel = new CancellationTokenSource();
        var sampler = new DrumSampler();
        var playing = player.PlayAsync(sampler, cancel.Token);
        while (sampler.Position == 0 && !playing.IsCompleted)
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
    }

    [Fact]
    public async Task NoProgram_SaysWhatToInstall()
    {
        using var player = new AudioPlayer(backend: new ProgramBackend(PlayerProgram.OfThisSystem, [_folder]));
        Assert.Empty(player.GetDevices());
        var exception = await Assert.ThrowsAsync<AudioDeviceException>(() => player.PlayAsync(TestClips.Distinct(1)));
        Assert.Contains("no program that plays sound was found", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Install one of them, or save the sound to a file.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paplay", "--raw --format=float32le --rate=48000 --channels=1 --client-name=TinyAudioDiffusion --device=x")]
    [InlineData("aplay", "-q -t raw -f FLOAT_LE -r 48000 -c 1 -D x -")]
    [InlineData("pw-play", "--target x a.wav")]
    public void Program_OnLinux_GetsItsArguments(string name, string arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "These are the programs of Linux.");
        var program = Assert.Single(PlayerProgram.OfThisSystem, program => program.Name == name);
        Assert.Equal(arguments, string.Join(' ', program.Arguments("x", 48000, 1, "a.wav")));
    }

    /// <summary>ALSA's own player with its device that takes everything and plays nothing.</summary>
    [Fact]
    public async Task Aplay_NullDevice_PlaysAClipToItsEnd()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/aplay"), "aplay is not installed.");
        var aplay = PlayerProgram.OfThisSystem.Where(program => program.Name == "aplay").ToArray();
        using var player = new AudioPlayer(new AudioPlayerOptions { Device = "null" }, new ProgramBackend(aplay, ["/usr/bin"]));
        await player.PlayAsync(TestClips.Sine(441, 20_000, 2, 44100));

        using var missing = new AudioPlayer(new AudioPlayerOptions { Device = "no-such-device" }, new ProgramBackend(aplay, ["/usr/bin"]));
        await Assert.ThrowsAsync<AudioDeviceException>(() => missing.PlayAsync(TestClips.Distinct(10)));
    }

    private static void RequireShell() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");

    private AudioPlayer Player(string script, bool streams, string? device = null)
    {
        var path = InFolder("player");
        File.WriteAllText(path, script.Replace("\n", $"\ncd '{_folder}'\n", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var program = new PlayerProgram(
            "player", streams,
                (asked, rate, channels, file) => [asked ?? "none", $"{rate}", $"{channels}", .. streams ? [] : (string[])[file]]);
        return new AudioPlayer(new AudioPlayerOptions { Device = device }, new ProgramBackend([program], [_folder]));
    }

    private string InFolder(string name) => Path.Combine(_folder, name);
}

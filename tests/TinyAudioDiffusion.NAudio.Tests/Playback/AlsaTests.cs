using System.Runtime.InteropServices;
using TinyAudioDiffusion.NAudio.Tests.Fakes;

namespace TinyAudioDiffusion.NAudio.Tests.Playback;

/// <summary>ALSA itself, by its device that takes everything and plays nothing. On machines without ALSA there is nothing to test.</summary>
public sealed class AlsaTests
{
    private static bool IsThere => OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libasound.so.2", out _);

    [Theory]
    [InlineData(1, 44100)]
    [InlineData(2, 48000)]
    public async Task NullDevice_PlaysAClipToItsEnd(int channels, int rate)
    {
        Assert.SkipUnless(IsThere, "ALSA's library is not installed.");
        using var player = new AudioPlayer(new AudioPlayerOptions { Device = "null" });
        await player.PlayAsync(TestClips.Sine(441, 20_000, channels, rate));
    }

    [Fact]
    public async Task NullDevice_Sampler_IsReadUntilStopped()
    {
        Assert.SkipUnless(IsThere, "ALSA's library is not installed.");
        using var player = new AudioPlayer(new AudioPlayerOptions { Device = "null" });
        using var cancel = new CancellationTokenSource();
        var sampler = new DrumSampler();
        var playing = player.PlayAsync(sampler, cancel.Token);
        while (sampler.Position == 0 && !playing.IsCompleted)
            await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);

        var position = sampler.Position;
        await Task.Yield();
        Assert.Equal(position, sampler.Position);
    }

    [Fact]
    public async Task UnknownDevice_IsATypedFailure()
    {
        Assert.SkipUnless(IsThere, "ALSA's library is not installed.");
        using var player = new AudioPlayer(new AudioPlayerOptions { Device = "no-such-device" });
        var exception = await Assert.ThrowsAsync<AudioDeviceException>(() => player.PlayAsync(TestClips.Distinct(10)));
        Assert.Contains("\"no-such-device\" cannot play: snd_pcm_open", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetDevices_NamesTheNullDevice()
    {
        Assert.SkipUnless(IsThere, "ALSA's library is not installed.");
        using var player = new AudioPlayer();
        Assert.All(player.GetDevices(), device => Assert.False(string.IsNullOrEmpty(device.Name)));
    }
}

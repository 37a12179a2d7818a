using TinyAudioDiffusion.NAudio.Tests.Fakes;

namespace TinyAudioDiffusion.NAudio.Tests.Playback;

public sealed class AudioPlayerTests
{
    [Fact]
    public async Task PlayAsync_Clip_IsHeardWhole()
    {
        var device = new FakeDevice { PlaysByItself = true };
        var backend = new FakeBackend(device);
        using var player = new AudioPlayer(new AudioPlayerOptions { Device = "fake" }, backend);
        var clip = TestClips.Distinct(1234);
        await player.PlayAsync(clip);

        Assert.Equal(["fake"], backend.Opened);
        Assert.Equal(Enumerable.Range(0, 2468).Select(i => clip.Channel(i % 2)[i / 2]), device.Heard);
        Assert.True(device.IsDisposed);
    }

    [Fact]
    public async Task PlayAsync_Canceled_StopsAndLetsGo()
    {
        var device = new FakeDevice();
        using var player = new AudioPlayer(backend: new FakeBackend(device));
        using var cancel = new CancellationTokenSource();
        var playing = player.PlayAsync(new DrumSampler(), cancel.Token);
        await device.Started.Task;
        device.Take(100);
        Assert.False(playing.IsCompleted);
        await cancel.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.True(device.IsDisposed);
    }

    [Fact]
    public async Task PlayAsync_CanceledBefore_OpensNothing()
    {
        var backend = new FakeBackend();
        using var player = new AudioPlayer(backend: backend);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => player.PlayAsync(TestClips.Distinct(1), new CancellationToken(canceled: true)));
        Assert.Empty(backend.Opened);
    }

    [Fact]
    public async Task PlayAsync_DeviceDoesNotStart_SaysSo()
    {
        var device = new FakeDevice { FailsToStart = new NotSupportedException("No such format.") };
        using var player = new AudioPlayer(new AudioPlayerOptions { Device = "hw:7" }, new FakeBackend(device));
        var exception = await Assert.ThrowsAsync<AudioDeviceException>(() => player.PlayAsync(TestClips.Distinct(1)));
        Assert.Equal("The sound device \"hw:7\" cannot play: No such format. GetDevices lists what there is.", exception.Message);
        Assert.Equal("hw:7", exception.Device);
        Assert.True(device.IsDisposed);
    }

    [Fact]
    public async Task PlayAsync_DeviceFailsOnTheWay_SaysSo()
    {
        var device = new FakeDevice();
        using var player = new AudioPlayer(backend: new FakeBackend(device));
        var playing = player.PlayAsync(TestClips.Distinct(1000));
        await device.Started.Task;
        device.End(new InvalidOperationException("unplugged"));
        var exception = await Assert.ThrowsAsync<AudioDeviceException>(() => playing);
        Assert.Equal("The default sound device stopped: unplugged", exception.Message);
        Assert.True(device.IsDisposed);
    }

    [Fact]
    public async Task PlayAsync_Several_PlayAtOnce()
    {
        var (first, second) = (new FakeDevice(), new FakeDevice());
        using var player = new AudioPlayer(backend: new FakeBackend(first, second));
        var one = player.PlayAsync(TestClips.Constant(0.1f, 500));
        await first.Started.Task;
        var other = player.PlayAsync(TestClips.Constant(0.2f, 500));
        await second.Started.Task;
        second.Finish();
        await other;
        Assert.False(one.IsCompleted);
        first.Finish();
        await one;
        Assert.Equal((500, 500), (first.Heard.Length, second.Heard.Length));
    }

    [Fact]
    public async Task Volume_Changed_IsReachedWithoutAStep()
    {
        var device = new FakeDevice();
        using var player = new AudioPlayer(new AudioPlayerOptions { Volume = 0.5f }, new FakeBackend(device));
        var playing = player.PlayAsync(TestClips.Constant(1, 300, channels: 2));
        await device.Started.Task;
        device.Take(100);
        player.Volume = 1;
        device.Take(100);
        device.Take(100);
        device.Finish();
        await playing;

        var left = device.Heard.Where((_, i) => i % 2 == 0).ToArray();
        Assert.Equal(left, device.Heard.Where((_, i) => i % 2 == 1));
        Assert.All(left[..100], sample => Assert.Equal(0.5f, sample));
        Assert.All(left.Zip(left.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, -1e-6f, 0.00501f));
        Assert.Equal((1f, 1f), (left[199], left[299]), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-6 && a.Item2 == b.Item2);
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    [InlineData(float.NaN)]
    public void Volume_OutOfRange_IsRefused(float volume)
    {
        using var player = new AudioPlayer(backend: new FakeBackend());
        Assert.Throws<ArgumentOutOfRangeException>(() => player.Volume = volume);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioPlayer(new AudioPlayerOptions { Volume = volume }));
    }

    [Fact]
    public async Task Dispose_WhilePlaying_StopsAndWaits()
    {
        var device = new FakeDevice();
        var player = new AudioPlayer(backend: new FakeBackend(device));
        var playing = player.PlayAsync(new DrumSampler());
        await device.Started.Task;
        player.Dispose();
        player.Dispose();
        Assert.True(device.IsDisposed);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => player.PlayAsync(TestClips.Distinct(1)));
    }
}

using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.NAudio.Tests.Fakes;

namespace TinyAudioDiffusion.NAudio.Tests.DependencyInjection;

public sealed class AddNAudioTests
{
    [Fact]
    public async Task AddNAudio_PlaysByTheBackendAndOptionsGiven()
    {
        var backend = new FakeBackend(new FakeDevice { PlaysByItself = true });
        var services = new ServiceCollection();
        services.AddSingleton<IAudioBackend>(backend);
        services.AddTinyAudioDiffusionCore().AddNAudio(options => (options.Device, options.Volume) = ("fake", 0.5f)).AddNAudio();
        await using var provider = services.BuildServiceProvider();

        var player = Assert.Single(provider.GetServices<IAudioPlayer>());
        Assert.Equal(0.5f, player.Volume);
        await player.PlayAsync(TestClips.Distinct(10));
        Assert.Equal(["fake"], backend.Opened);
        Assert.Equal("fake", Assert.Single(player.GetDevices()).Id);
    }

    [Fact]
    public async Task Provider_Disposed_DisposesThePlayer()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddNAudio();
        var provider = services.BuildServiceProvider();
        var player = provider.GetRequiredService<IAudioPlayer>();
        await provider.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => player.PlayAsync(TestClips.Distinct(1)));
    }
}

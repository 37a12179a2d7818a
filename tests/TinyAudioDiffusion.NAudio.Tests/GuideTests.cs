using Microsoft.Extensions.DependencyInjection;
using NAudio.Wave;
using TinyAudioDiffusion.NAudio.Tests.Fakes;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.NAudio.Tests;

/// <summary>The code of docs/naudio.md, with devices that are not there.</summary>
public sealed class GuideTests
{
    [Fact]
    public async Task Guide_RunsAsWritten()
    {
        var (first, second) = (new FakeDevice { PlaysByItself = true }, new FakeDevice());
        var services = new ServiceCollection();
        services.AddSingleton<IAudioBackend>(new FakeBackend(first, second));

        services.AddTinyAudioDiffusion().AddNAudio();
        await using var provider = services.BuildServiceProvider();

        var generator = provider.GetRequiredService<IDrumGenerator>();
        var player = provider.GetRequiredService<IAudioPlayer>();

        var snare = await generator.GenerateAsync(DrumKind.Snare, new() { Seed = 42 });
        await player.PlayAsync(snare);
        Assert.Equal(snare.Samples.Length, first.Heard.Length);

        var sampler = new DrumSampler(sampleRate: 44100);
        var kick = sampler.Add(new DrumPad(await generator.GenerateAsync(DrumKind.Kick)) { Gain = -3 });
        var hat = sampler.Add(new DrumPad(await generator.GenerateAsync(DrumKind.HiHat)) { Gain = -6, Pan = 0.3, ChokeGroup = 1 });

        using var stop = new CancellationTokenSource();
        var playing = player.PlayAsync(sampler, stop.Token);

        sampler.Trigger(kick);
        sampler.Trigger(hat, velocity: 0.5f);
        var beat = sampler.Position + 22050;
        sampler.Trigger(kick, 1, beat);
        sampler.Trigger(hat, 0.8f, beat + 11025);

        await second.Started.Task;
        second.Take(44100);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        Assert.Contains(second.Heard, sample => Math.Abs(sample) > 0.05f);

        ISampleProvider samples = snare.ToSampleProvider();
        WaveStream stream = snare.ToWaveStream();
        AudioClip back = samples.ToAudioClip();
        AudioClip last = sampler.ToAudioClip(TimeSpan.FromSeconds(1));
        Assert.Equal(snare.Samples.ToArray(), back.Samples.ToArray());
        Assert.Equal((snare.Length * 8L, 44100), (stream.Length, last.Length));

        var folder = Directory.CreateTempSubdirectory("tad-naudio-");
        try
        {
            snare.Save(Path.Combine(folder.FullName, "a.wav"));
            Assert.Equal(1, FolderData.Open(folder.FullName, new FolderDataOptions { Formats = SoundFiles.Formats }).Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace TinyAudioDiffusion.Samples.Tests;

/// <summary>The game that ships ids: it plays on whatever the sounds do, and keeps them.</summary>
public sealed class GameDrumsTests : IDisposable
{
    private const string PlentyOfTime = "600";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("game-drums-");

    private static readonly string[] _ids =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "pack.txt")).Select(line => line.Split(' ')[^1])];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Sounds_AreThoseOfTheirIds_AndAreKept()
    {
        var first = await PlayAsync(PlentyOfTime);
        Assert.Equal("sounds: 8 of 8 ready, 0 from the cache, 8 made", first.Sounds);

        await using var services = new ServiceCollection().AddTinyAudioDiffusion().Services.BuildServiceProvider();
        var studio = services.GetRequiredService<IDrumStudio>();
        var kept = KeptSounds();
        Assert.Equal(_ids.Order(StringComparer.Ordinal), kept.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, path) in kept)
        {
            var expected = await studio.RemakeAsync(SoundId.Parse(id), cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(expected.Samples.ToArray(), AudioClip.Load(path).Samples.ToArray());
        }

        var second = await PlayAsync(PlentyOfTime);
        Assert.Equal("sounds: 8 of 8 ready, 8 from the cache, 0 made", second.Sounds);

        // A file that is damaged is made anew, and so is one that holds another sound.
        using (var damaged = File.OpenWrite(kept[_ids[0]]))
            damaged.SetLength(100);
        File.Copy(kept[_ids[2]], kept[_ids[1]], overwrite: true);
        var third = await PlayAsync(PlentyOfTime);
        Assert.Equal("sounds: 8 of 8 ready, 6 from the cache, 2 made", third.Sounds);
        Assert.Equal(_ids.Order(StringComparer.Ordinal), KeptSounds().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Game_WithoutTimeForSounds_PlaysAllItsFrames()
    {
        var game = await PlayAsync("0");

        Assert.Equal("sounds: 0 of 8 ready, 0 from the cache, 0 made; the time was over", game.Sounds);
        Assert.StartsWith("frames: 120, ", game.Frames, StringComparison.Ordinal);
        var heard = AudioClip.Load(Path.Combine(_folder.FullName, "level.wav"));
        Assert.Equal(2 * 44100, heard.Length);
        Assert.Equal(0, heard.Peak);
    }

    private async Task<(string Sounds, string Frames)> PlayAsync(string seconds)
    {
        var lines = await SampleProgram.RunAsync("GameDrums", _folder.FullName, seconds, "1");
        return (lines.Single(line => line.StartsWith("sounds: ", StringComparison.Ordinal)),
            lines.Single(line => line.StartsWith("frames: ", StringComparison.Ordinal)));
    }

    private Dictionary<string, string> KeptSounds() => _folder.EnumerateFiles("*.wav").Where(file => file.Name != "level.wav")
        .ToDictionary(file => SoundId.Format(GenerationRecipe.FromFile(file.FullName)), file => file.FullName, StringComparer.Ordinal);
}

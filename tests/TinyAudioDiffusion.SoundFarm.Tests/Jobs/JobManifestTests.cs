using Microsoft.Extensions.DependencyInjection;
using SoundFarm.Jobs;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Tests;

namespace SoundFarm.Tests.Jobs;

public class JobManifestTests
{
    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{}", "name")]
    [InlineData("""{ "name": "../x", "sounds": ["tad1:m?seed=1"] }""", "no name of a job")]
    [InlineData("""{ "name": "x" }""", "0 sounds")]
    [InlineData("""{ "name": "x", "prioriti": 1 }""", "prioriti")]
    [InlineData("""{ "name": "x", "grids": [{ "kinds": ["kick"], "seeds": 0 }] }""", "at least one seed")]
    [InlineData("""{ "name": "x", "grids": [{ "kinds": ["gong"], "seeds": 1 }] }""", "kinds")]
    [InlineData("""{ "name": "x", "grids": [{ "kinds": ["kick"], "sliders": { "pitch": [] } }] }""", "values for each")]
    [InlineData("""{ "name": "x", "grids": [{ "kinds": ["kick"], "seeds": 2000000000 }] }""", "10000000")]
    public void Read_OfWhatIsNoManifest_NamesFileAndReason(string json, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["job.json"], json);

        var exception = Assert.Throws<FormatException>(() => JobManifest.Read(folder["job.json"]));

        Assert.Contains("job.json", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdsAsync_OfAGrid_AreTheRecipesOfSingleCalls_EachOnce()
    {
        await using var services = new ServiceCollection().AddTinyAudioDiffusion().Services.BuildServiceProvider();
        var generator = services.GetRequiredService<IDrumGenerator>();
        var grid = new SoundGrid
        {
            Kinds = [DrumKind.Kick, DrumKind.Snare],
            FirstSeed = 7,
            Seeds = 2,
            Guidance = [1.5, 4],
            Steps = 2,
        };
        var manifest = new JobManifest { Name = "x", Grids = [grid, grid] };

        var ids = await manifest.IdsAsync(generator).ToListAsync();

        Assert.Equal(8, ids.Count);
        Assert.Equal(8, ids.Distinct(StringComparer.Ordinal).Count());
        var clip = await generator.GenerateAsync(DrumKind.Snare, new() { Seed = 8, Steps = 2, Guidance = 4 });
        Assert.Equal(SoundId.Format(clip.Recipe!), ids[^1]);
    }

    [Theory]
    [InlineData("kits.json", 40)]
    [InlineData("sweep.json", 400)]
    public void Read_TheSamples(string file, int sounds)
        => Assert.Equal(sounds, JobManifest.Read(Path.Combine(AppContext.BaseDirectory, "jobs", file)).Grids.Sum(grid => grid.Count));
}

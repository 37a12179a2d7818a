using Microsoft.Extensions.DependencyInjection;

namespace TinyAudioDiffusion.Hub.Tests.Source;

/// <summary>From HTTP to a sound, through the front door.</summary>
public sealed class EndToEndTests
{
    [Fact]
    public async Task ModelOnTheHub_BecomesAWav_TheSameAsFromAFolder()
    {
        await using var s = await ModelScenario.StartAsync();
        var log = new ProgressLog();
        var path = Path.Combine(s.Root, "snare.wav");

        var clip = await s.NewProvider().GetRequiredService<IDrumGenerator>()
            .GenerateAsync(DrumKind.Snare, ModelScenario.Quick with { Model = HubScenario.Id }, log);
        clip.Save(path);

        Assert.Equal(await ModelScenario.FromFolderAsync(s), clip.Samples.ToArray());
        Assert.Equal((44100, clip.Length), (AudioClip.Load(path).SampleRate, AudioClip.Load(path).Length));
        Assert.Equal((HubScenario.Id, HubScenario.Commit), (clip.Recipe!.Model, clip.Recipe!.Revision));
        s.AssertRequests("GET hub", "HEAD hub", "GET hub", "HEAD hub", "GET cdn"); // listing, YAML, checkpoint
        s.AssertInvariants();

        var fetches = log.Reports.Where(report => report.Fetch is not null).Select(report => report.Fetch!.Value)
            .Where(fetch => fetch.File.EndsWith(".ckpt", StringComparison.Ordinal)).ToList();
        // size and place before the first byte
        Assert.Equal((0, ModelScenario.CheckpointFile.Content.Length), (fetches[0].Bytes, fetches[0].TotalBytes!.Value));
        Assert.Equal(Path.Combine(s.Repository, "snapshots", HubScenario.Commit, ModelScenario.Checkpoint), fetches[0].Destination);
        Assert.Equal(1, fetches[^1].Fraction);
    }

    [Fact]
    public async Task RecipeOfAFile_PlaysFromTheCacheOnly_UntilItIsAllowedToFetch()
    {
        await using var s = await ModelScenario.StartAsync();
        var recipe = new GenerationRecipe
        {
            Model = HubScenario.Id,
            Revision = HubScenario.Commit,
            Seed = 1,
            Sampler = "ddim",
            Schedule = "linear",
            Steps = 1,
            Length = 64,
        };

        var refused = await Assert.ThrowsAsync<ModelNotFoundException>(() => RemakeAsync(s, recipe, null));
        Assert.Contains("neither registered nor complete in the cache", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{HubScenario.Id} would be downloaded", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"tad pull {HubScenario.Id} --dry-run", refused.Message, StringComparison.Ordinal);
        s.AssertRequests(); // the server has not learned of it, nor seen the token

        var fetched = await RemakeAsync(s, recipe, new GenerationOptions { AllowFetch = true });
        s.Server.ForgetRequests();
        var cached = await RemakeAsync(s, recipe, null);
        var older = await RemakeAsync(s, recipe with { Revision = null }, null);

        s.AssertRequests();
        Assert.Equal(fetched.Samples.ToArray(), cached.Samples.ToArray());
        Assert.Equal(fetched.Samples.ToArray(), older.Samples.ToArray());
        Assert.Equal(fetched.Recipe, cached.Recipe);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => RemakeAsync(s, recipe with { Revision = HubScenario.Later }, null));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => RemakeAsync(s, recipe with { Model = s.Root }, null));
        s.AssertRequests();
    }

    private static Task<AudioClip> RemakeAsync(HubScenario s, GenerationRecipe recipe, GenerationOptions? changes)
        => s.NewProvider().GetRequiredService<IDrumStudio>().RemakeAsync(recipe, changes: changes);

    [Fact]
    public async Task SecondProcess_NeedsTheBranchOnly_AndOfflineNothing()
    {
        await using var s = await ModelScenario.StartAsync();
        var first = await s.NewProvider().GetRequiredService<IDrumGenerator>().GenerateAsync(HubScenario.Id, ModelScenario.Quick);
        s.Server.ForgetRequests();

        var second = await s.NewProvider().GetRequiredService<IDrumGenerator>().GenerateAsync(HubScenario.Id, ModelScenario.Quick);
        s.AssertRequests("GET hub");
        s.Configure = options => options.Offline = true;
        var offline = await s.NewProvider().GetRequiredService<IDrumGenerator>().GenerateAsync(HubScenario.Id, ModelScenario.Quick);
        var pinned = await s.NewProvider().GetRequiredService<IDrumGenerator>()
            .GenerateAsync($"{HubScenario.Id}@{HubScenario.Commit}", ModelScenario.Quick);
        s.AssertRequests("GET hub");

        Assert.All((AudioClip[])[second, offline, pinned], clip => Assert.Equal(first.Samples.ToArray(), clip.Samples.ToArray()));
    }

    [Fact]
    public async Task SixtyFourRequestsForEightModels_AreEightDownloads()
    {
        await using var s = await ModelScenario.StartAsync();
        for (var i = 0; i < 8; i++)
        {
            // The same files in eight repositories: each has a cache folder of its own.
            s.Server.Repositories[$"acme/drums{i}"] = new Server.ServedRepository()
                .Push("main", new string((char)('1' + i), 40), ModelScenario.Files);
        }

        await using var provider = s.NewProvider();
        var generator = provider.GetRequiredService<IDrumGenerator>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var clips = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(i => generator.GenerateAsync($"acme/drums{i % 8}", ModelScenario.Quick, null, limit.Token)));

        Assert.Equal(8, s.Server.Seen.Count(request => request.Origin == "cdn"));
        Assert.Equal(
            8L * (ModelScenario.CheckpointFile.Content.Length + ModelScenario.ConfigurationFile.Content.Length), s.Server.BodyBytes);
        Assert.All(clips, clip => Assert.Equal(clips[0].Samples.ToArray(), clip.Samples.ToArray()));
        s.AssertInvariants();
    }

    private sealed class ProgressLog : IProgress<GenerationProgress>
    {
        private readonly List<GenerationProgress> _reports = [];

        public IReadOnlyList<GenerationProgress> Reports
        {
            get
            {
                lock (_reports)
                    return [.. _reports];
            }
        }

        public void Report(GenerationProgress value)
        {
            lock (_reports)
                _reports.Add(value);
        }
    }
}

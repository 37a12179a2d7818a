using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Hub.Tests.Source;

namespace TinyAudioDiffusion.Hub.Tests.Cache;

public sealed class HuggingFaceCacheTests
{
    [Fact]
    public async Task List_TellsModelsWithSizesAndCommits()
    {
        await using var s = await ModelScenario.StartAsync();
        await s.FetchWeightsOnlyAsync(HubScenario.Id);
        await s.FetchAsync(HubScenario.Id);
        Directory.CreateDirectory(Path.Combine(s.CacheFolder, "datasets--not--ours"));
        var cache = s.NewProvider().GetRequiredService<HuggingFaceCache>();

        var models = cache.List();

        Assert.Equal([(HubScenario.Id, false), (HubScenario.Id, true)], models.Select(model => (model.Id, model.IsWeightsOnly)));
        Assert.All(models, model => Assert.Equal([HubScenario.Commit], model.Commits));
        Assert.Equal(
            ModelScenario.CheckpointFile.Content.Length + ModelScenario.ConfigurationFile.Content.Length + 40, models[0].SizeInBytes);
        Assert.InRange(models[1].SizeInBytes, 1, models[0].SizeInBytes / 2);
    }

    [Fact]
    public async Task Verify_FindsDamageAndDanglingLinks()
    {
        await using var s = await ModelScenario.StartAsync();
        await s.FetchAsync(HubScenario.Id);
        var cache = s.NewProvider().GetRequiredService<HuggingFaceCache>();
        var healthy = await cache.VerifyAsync(cache.List().Single());
        var blob = Path.Combine(s.Repository, "blobs", ModelScenario.CheckpointFile.Hash);
        await using (var stream = File.OpenWrite(blob))
            stream.WriteByte(0x77);
        File.Delete(Path.Combine(s.Repository, "blobs", ModelScenario.ConfigurationFile.Hash));

        var damaged = await cache.VerifyAsync(cache.List().Single());

        Assert.Equal([true, true], healthy.Select(check => check.IsIntact));
        Assert.Equal(
            [blob, Path.Combine(s.Repository, "snapshots", HubScenario.Commit, ModelScenario.Configuration)],
            damaged.Where(check => check.IsIntact == false).Select(check => check.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task LinksToFolders_AreNotFollowed()
    {
        await using var s = await ModelScenario.StartAsync();
        await s.FetchAsync(HubScenario.Id);
        var cache = s.NewProvider().GetRequiredService<HuggingFaceCache>();
        var before = cache.List().Single();
        var snapshot = Path.Combine(s.Repository, "snapshots", HubScenario.Commit);
        Directory.CreateSymbolicLink(Path.Combine(snapshot, "self"), ".");
        Directory.CreateSymbolicLink(Path.Combine(snapshot, "up"), "../..");

        Assert.Equal(before.SizeInBytes, cache.List().Single().SizeInBytes);
        Assert.All(await cache.VerifyAsync(before), check => Assert.True(check.IsIntact));
        s.Configure = options => options.Offline = true;
        Assert.Equal(2, (await s.FetchAsync(HubScenario.Id)).Files.Count);
        cache.Remove(before);
        Assert.Empty(cache.List());
    }

    [Fact]
    public async Task Offline_CommitWithoutANote_IsNamed()
    {
        await using var s = await ModelScenario.StartAsync();
        await s.FetchAsync(HubScenario.Id);
        Directory.Delete(Path.Combine(s.Repository, "refs"), recursive: true);
        s.Configure = options => options.Offline = true;

        var exception = await Assert.ThrowsAsync<HubException>(() => s.FetchAsync(HubScenario.Id));
        Assert.Contains(
            $"It holds commit {HubScenario.Commit}: ask for \"{HubScenario.Id}@{HubScenario.Commit}\"", exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(2, (await s.FetchAsync($"{HubScenario.Id}@{HubScenario.Commit}")).Files.Count);
    }

    [Fact]
    public async Task Remove_TakesTheModelAway_AndNothingElse()
    {
        await using var s = await ModelScenario.StartAsync();
        s.Server.Repositories["acme/other"] = s.Server.Repositories[HubScenario.Id];
        await s.FetchAsync(HubScenario.Id);
        await s.FetchAsync("acme/other");
        var cache = s.NewProvider().GetRequiredService<HuggingFaceCache>();

        cache.Remove(cache.List()[0]);

        Assert.Equal(["acme/other"], cache.List().Select(model => model.Id));
        Assert.Throws<ArgumentException>(() => cache.Remove(cache.List()[0] with { Folder = s.Root }));
    }

    [Fact]
    public async Task FileOfAnotherClient_IsFound_WithAndWithoutLinks()
    {
        await using var s = await HubScenario.StartAsync();
        foreach (var linked in (bool[])[true, false])
        {
            if (Directory.Exists(s.CacheFolder))
                Directory.Delete(s.CacheFolder, recursive: true);
            // As the Python client lays it out.
            Directory.CreateDirectory(Path.GetDirectoryName(s.Pointer)!);
            Directory.CreateDirectory(Path.Combine(s.Repository, "refs"));
            Directory.CreateDirectory(Path.Combine(s.Repository, "blobs"));
            await File.WriteAllTextAsync(Path.Combine(s.Repository, "refs", "main"), HubScenario.Commit);
            if (linked)
            {
                await File.WriteAllBytesAsync(s.Blob, s.LargeFile.Content);
                File.CreateSymbolicLink(s.Pointer, $"../../blobs/{s.LargeFile.Hash}");
            }
            else
            {
                await File.WriteAllBytesAsync(s.Pointer, s.LargeFile.Content);
            }

            s.Configure = options => options.Offline = true;
            Assert.Equal(s.Pointer, (await s.DownloadAsync()).Path);
        }

        s.AssertRequests();
    }
}

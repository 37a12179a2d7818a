using Microsoft.Extensions.DependencyInjection;
using SoundFarm.Hosting;
using SoundFarm.Jobs;
using SoundFarm.Rendering;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Tests;

namespace SoundFarm.Tests.Cluster;

/// <summary>The promises of the farm, on silos in this process.</summary>
public sealed class FarmClusterTests
{
    private static readonly string[] _ids = [.. Enumerable.Range(0, 200)
        .Select(seed => $"tad1:fake?seed={seed}&sampler=ddim&schedule=linear&steps=1&length=1")];

    [Fact(Timeout = FarmCluster.LongestTest)]
    public async Task Job_WithASiloKilledAndOneAdded_MakesEachSoundOnce()
    {
        using var folder = new TemporaryFolder();
        var renderer = new TestRenderer { GateAfter = 70 };
        await using var cluster = await FarmCluster.StartAsync(3, folder.Path, renderer);
        await cluster.Farm.SubmitAsync("night", 0, _ids, idsPerShard: 50);

        await renderer.Reached;
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[1]);
        await cluster.Silos.StartAdditionalSiloAsync();
        renderer.Open();
        var status = await cluster.FinishAsync("night");

        Assert.Equal((200, 0, false), (status.Done, status.Dead, status.Cancelled));
        var report = await cluster.VerifyAsync("night");
        Assert.Equal((200, 200), (report.Listed, report.Remade));
        Assert.Empty(report.Faults);
    }

    [Fact(Timeout = FarmCluster.LongestTest)]
    public async Task Job_GoesOn_WhenTheWholeClusterWasStopped()
    {
        using var folder = new TemporaryFolder();
        var renderer = new TestRenderer { GateAfter = 70 };
        await using (var first = await FarmCluster.StartAsync(2, folder.Path, renderer))
        {
            await first.Farm.SubmitAsync("night", 0, _ids, idsPerShard: 50);
            await renderer.Reached;
        }

        var second = new TestRenderer();
        await using var cluster = await FarmCluster.StartAsync(2, folder.Path, second);
        var status = await cluster.FinishAsync("night");

        Assert.Equal((200, 0), (status.Done, status.Dead));
        Assert.InRange(second.Made, 1, 130);
        var report = await cluster.VerifyAsync("night");
        Assert.Equal(200, report.Listed);
        Assert.Empty(report.Faults);
    }

    [Fact(Timeout = FarmCluster.LongestTest)]
    public async Task Sounds_HaveTheBytesOfOneProcess()
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await FarmCluster.StartAsync(2, folder.Path, renderer: null);
        await using var alone = new ServiceCollection().AddLogging()
            .AddFarmRenderer(FarmCluster.PlaceOf(folder["alone"])).BuildServiceProvider();
        var grid = new SoundGrid { Kinds = [DrumKind.Kick], Seeds = 40, Steps = 2, Length = 2000 };
        var ids = await grid.IdsAsync(alone.GetRequiredService<IDrumGenerator>(), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        await cluster.Farm.SubmitAsync("kicks", 0, ids, idsPerShard: 10);
        await cluster.FinishAsync("kicks");

        var report = await cluster.VerifyAsync("kicks", alone.GetRequiredService<ISoundRenderer>());
        Assert.Equal((40, 40), (report.Listed, report.Remade));
        Assert.Empty(report.Faults);
        Assert.Equal(40, await new JobExport(cluster.Store).RunAsync(
            (await new StoredManifest(cluster.Store).FindJobAsync("kicks", TestContext.Current.CancellationToken))!, folder["out"],
            JobExport.KitPath, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(ids[3], SoundId.Format(GenerationRecipe.FromFile(Path.Combine(folder["out"], "seed-3", "tiny-noise.wav"))));
    }

    [Fact(Timeout = FarmCluster.LongestTest)]
    public async Task SoundsThatFail_BecomeDeadLetters_AndMayBeTriedAgain()
    {
        using var folder = new TemporaryFolder();
        var renderer = new TestRenderer { Fails = id => id.Contains("seed=3", StringComparison.Ordinal) };
        await using var cluster = await FarmCluster.StartAsync(1, folder.Path, renderer, attempts: 3);

        await cluster.Farm.SubmitAsync("some-bad", 0, _ids[..10]);
        var status = await cluster.FinishAsync("some-bad");

        Assert.Equal((9, 1), (status.Done, status.Dead));
        var letter = Assert.Single(await cluster.Farm.Job("some-bad").DeadLetters());
        Assert.Equal(_ids[3], letter.Id);
        Assert.Contains("is no sound", letter.Reason, StringComparison.Ordinal);

        renderer.Fails = _ => false;
        await cluster.Farm.Job("some-bad").Retry();
        Assert.Equal(10, (await cluster.FinishAsync("some-bad")).Done);
        Assert.Equal(10, (await cluster.VerifyAsync("some-bad")).Listed);
    }

    [Fact(Timeout = FarmCluster.LongestTest)]
    public async Task Cancel_StopsTheJob_AndKeepsWhatIsMade()
    {
        using var folder = new TemporaryFolder();
        var renderer = new TestRenderer { GateAfter = 50 };
        await using var cluster = await FarmCluster.StartAsync(1, folder.Path, renderer);
        await cluster.Farm.SubmitAsync("stopped", 0, _ids, idsPerShard: 50);

        await renderer.Reached;
        await cluster.Farm.Job("stopped").Cancel();
        renderer.Open();
        var status = await cluster.FinishAsync("stopped");
        await cluster.Farm.SubmitAsync("next", 0, [.. _ids.Select(id => id.Replace("fake", "other", StringComparison.Ordinal))]);
        await cluster.FinishAsync("next");

        Assert.True(status.Cancelled);
        Assert.InRange(renderer.Made - 200, 51, 70);
        Assert.Empty((await cluster.VerifyAsync("stopped")).Faults);
    }

    [Fact(Timeout = FarmCluster.LongestTest)]
    public async Task Submit_OfAJobThatIsThere_ChangesNothing_AndOfAnotherOneIsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await FarmCluster.StartAsync(1, folder.Path, new TestRenderer());

        await cluster.Farm.SubmitAsync("twice", 0, _ids[..20], idsPerShard: 10);
        await cluster.Farm.SubmitAsync("twice", 0, _ids[..20], idsPerShard: 10);
        Assert.Equal(20, (await cluster.FinishAsync("twice")).Done);
        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Farm.SubmitAsync("twice", 0, _ids[..21], idsPerShard: 10));
        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Farm.SubmitAsync("twice", 0, _ids[1..21], idsPerShard: 10));
    }
}

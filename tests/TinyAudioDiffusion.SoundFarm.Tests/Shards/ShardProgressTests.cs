using SoundFarm.Shards;

namespace SoundFarm.Tests.Shards;

public class ShardProgressTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Lease_GivesEachSoundOnce_UntilTheLeaseRunsOut()
    {
        var progress = new ShardProgress(new(), 5, attempts: 3);

        Assert.Equal([0, 1, 2], progress.Lease("a", 3, _noon, _minute));
        Assert.Equal([3, 4], progress.Lease("b", 3, _noon, _minute));
        Assert.Empty(progress.Lease("b", 3, _noon, _minute));

        progress.Complete(1, "a");
        Assert.Equal([0, 2], progress.Lease("c", 2, _noon + _minute, _minute));
    }

    [Fact]
    public void Renew_KeepsTheLeasesOfASiloThatReports()
    {
        var progress = new ShardProgress(new(), 2, attempts: 3);
        progress.Lease("slow", 1, _noon, _minute);
        progress.Lease("dead", 1, _noon, _minute);

        progress.Renew("slow", _noon + (0.5 * _minute), _minute);

        Assert.Equal([1], progress.Lease("other", 2, _noon + _minute, _minute));
    }

    [Fact]
    public void Complete_CountsASoundOnce_WhoeverReportsIt()
    {
        var state = new ShardState();
        var progress = new ShardProgress(state, 9, attempts: 3);

        Assert.True(progress.Complete(8, "a"));
        Assert.False(progress.Complete(8, "b"));

        Assert.Equal(1, progress.Done);
        Assert.Equal(new Dictionary<string, int> { ["a"] = 1 }, state.BySilo);
        Assert.Equal([0, 1], state.Done);
    }

    [Fact]
    public void State_IsAllThatARestartNeeds()
    {
        var state = new ShardState();
        var before = new ShardProgress(state, 3, attempts: 1);
        before.Lease("a", 3, _noon, _minute);
        before.Complete(0, "a");
        before.Fail(2, "bad recipe");

        var after = new ShardProgress(state, 3, attempts: 1);

        Assert.Equal((1, 1, false), (after.Done, after.Dead, after.IsFinished));
        Assert.Equal([1], after.Lease("b", 3, _noon, _minute));
    }

    [Fact]
    public void Fail_MakesADeadLetter_AfterTheLastTry_AndALateReportRevivesIt()
    {
        var state = new ShardState();
        var progress = new ShardProgress(state, 1, attempts: 2);

        progress.Lease("a", 1, _noon, _minute);
        progress.Fail(0, "first");
        Assert.Empty(state.Dead);
        progress.Lease("a", 1, _noon, _minute);
        progress.Fail(0, "second");
        Assert.Equal("second", state.Dead[0]);
        Assert.True(progress.IsFinished);

        progress.Complete(0, "b");
        Assert.Equal((1, 0), (progress.Done, progress.Dead));
    }

    [Fact]
    public void Lease_OfASoundThatKillsItsSilo_EndsInADeadLetter()
    {
        var state = new ShardState();
        var progress = new ShardProgress(state, 1, attempts: 2);

        progress.Lease("a", 1, _noon, _minute);
        progress.Lease("b", 1, _noon + _minute, _minute);
        Assert.Empty(progress.Lease("c", 1, _noon + (2 * _minute), _minute));

        Assert.Contains("2 tries", state.Dead[0], StringComparison.Ordinal);
        progress.Retry();
        Assert.Equal([0], progress.Lease("c", 1, _noon + (2 * _minute), _minute));
    }

    [Fact]
    public void Lease_OfACancelledShard_GivesNothing()
        => Assert.Empty(new ShardProgress(new() { Cancelled = true }, 3, attempts: 1).Lease("a", 3, _noon, _minute));
}

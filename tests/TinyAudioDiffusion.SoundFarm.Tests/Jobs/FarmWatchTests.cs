using System.Reflection;
using SoundFarm.Grains;
using SoundFarm.Jobs;

namespace SoundFarm.Tests.Jobs;

/// <summary>What a client sees while silos die: it goes on asking, and gives up when nothing has answered for two minutes.</summary>
public sealed class FarmWatchTests
{
    private static readonly StoredJob _job = new("night", Sounds: 100, Shards: 1, Priority: 0, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Watch_GoesOn_WhenTheSiloThatOwedAnAnswerDied()
    {
        var farm = FarmOf([Done(10), new TimeoutException(), new OrleansException("The silo is dead."), Done(100)], out _);

        var seen = await farm.WatchAsync("night", TimeSpan.FromSeconds(1)).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([10, 100], seen.Select(status => status.Done));
    }

    [Fact]
    public async Task Watch_GivesUp_WhenNothingHasAnsweredForTwoMinutes()
    {
        var farm = FarmOf([Done(10), .. Enumerable.Repeat<object>(new TimeoutException("gone"), 1000)], out var clock);

        var exception = await Assert.ThrowsAsync<TimeoutException>(async () => await farm
            .WatchAsync("night", TimeSpan.FromSeconds(1)).ToListAsync(TestContext.Current.CancellationToken));

        Assert.Contains("2 minutes", exception.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Passed, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.1));
    }

    [Fact]
    public async Task Watch_OfAJobThatNobodySubmitted_EndsAtOnce()
    {
        var farm = FarmOf([new JobStatus(null, 0, 0, 0, false, new Dictionary<string, int>())], out _);

        var seen = await farm.WatchAsync("night", TimeSpan.FromSeconds(1)).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Null(Assert.Single(seen).Job);
    }

    private static JobStatus Done(int sounds) => new(_job, sounds, 0, 1, false, new Dictionary<string, int>());

    private static Farm FarmOf(IEnumerable<object> answers, out HastyClock clock)
    {
        var grains = DispatchProxy.Create<IGrainFactory, Answering>();
        var job = DispatchProxy.Create<IJobGrain, Answering>();
        var queue = new Queue<object>(answers);
        ((Answering)(object)grains).Answer = () => job;
        ((Answering)(object)job).Answer = () => queue.Dequeue() switch
        {
            Exception exception => Task.FromException<JobStatus>(exception),
            var status => Task.FromResult((JobStatus)status),
        };
        clock = new HastyClock();
        return new Farm(grains, clock);
    }

    /// <summary>Answers every call with what a test says.</summary>
    public class Answering : DispatchProxy
    {
        public Func<object> Answer { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer();
    }

    /// <summary>A clock on which every wait is over at once.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _ticks;

        public TimeSpan Passed => new(_ticks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ticks += dueTime.Ticks;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}

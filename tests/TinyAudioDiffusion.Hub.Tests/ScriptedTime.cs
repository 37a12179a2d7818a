using System.Collections.Concurrent;

namespace TinyAudioDiffusion.Hub.Tests;

/// <summary>
/// A clock for tests: a wait is over at once and is remembered; patience (anything longer than an hour) runs out only when
/// the test says so.
/// </summary>
internal sealed class ScriptedTime : TimeProvider
{
    public static readonly TimeSpan Patience = TimeSpan.FromHours(2);
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly Lock _gate = new();
    private readonly HashSet<PatienceTimer> _patient = [];
    private bool _nextRunsOut;
    private long _ticks;

    /// <summary>The waits of a second and more: what was waited for between attempts.</summary>
    public IReadOnlyList<double> Waits => [.. _waits.Where(wait => wait >= TimeSpan.FromSeconds(1)).Select(wait => wait.TotalSeconds)];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(GetTimestamp());

    /// <summary>Lets patience run out once: with what is waited for now, or else with what is waited for next.</summary>
    public void LetPatienceRunOut()
    {
        PatienceTimer[] due;
        lock (_gate)
        {
            due = [.. _patient];
            _nextRunsOut = due.Length == 0;
        }

        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>Lets time pass without anybody waiting.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PatienceTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Arm(PatienceTimer timer, TimeSpan due)
    {
        if (due == Timeout.InfiniteTimeSpan)
            return;
        if (due < TimeSpan.FromHours(1))
        {
            _waits.Enqueue(due);
            Interlocked.Add(ref _ticks, due.Ticks);
            timer.Fire();
            return;
        }

        bool now;
        lock (_gate)
        {
            _patient.Add(timer);
            now = _nextRunsOut;
            _nextRunsOut = false;
        }

        if (now)
            timer.Fire();
    }

    private sealed class PatienceTimer(ScriptedTime time, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _disposed;

        // Never on the caller's stack, as a real timer would not.
        public void Fire() => ThreadPool.QueueUserWorkItem(_ =>
        {
            if (!_disposed)
                callback(state);
        });

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Arm(this, dueTime);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            lock (time._gate)
                time._patient.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

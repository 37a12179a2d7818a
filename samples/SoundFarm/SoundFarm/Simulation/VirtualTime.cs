namespace SoundFarm.Simulation;

/// <summary>A clock that jumps from event to event.</summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (double Time, long Order)> _events = new();
    private long _order;

    /// <summary>Gets the time in seconds since the beginning.</summary>
    public double Now { get; private set; }

    /// <summary>Plans an action. Of actions at one time the one that was planned first runs first.</summary>
    public void At(double time, Action action) => _events.Enqueue(action, (time, _order++));

    /// <summary>Runs until nothing is planned, or a condition holds.</summary>
    public void RunUntil(Func<bool> isOver)
    {
        while (!isOver() && _events.TryDequeue(out var action, out var when))
        {
            Now = when.Time;
            action();
        }
    }
}

/// <summary>Something that does one thing after the other: a grain, a store.</summary>
internal sealed class Server(VirtualTime time)
{
    private double _freeAt;

    /// <summary>Gets for how many seconds it was busy.</summary>
    public double Busy { get; private set; }

    /// <summary>Takes a piece of work, and tells when it is done.</summary>
    public double Serve(double seconds)
    {
        Busy += seconds;
        return _freeAt = Math.Max(_freeAt, time.Now) + seconds;
    }
}

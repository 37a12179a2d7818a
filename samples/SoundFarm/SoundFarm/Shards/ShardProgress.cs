namespace SoundFarm.Shards;

/// <summary>
/// The rules of a shard, without grains and clocks: who may make which sound, and what counts as done. A sound is free, leased to a silo
/// until a deadline, done, or dead.
/// </summary>
public sealed class ShardProgress
{
    private readonly ShardState _state;
    private readonly int _attempts;
    private readonly DateTimeOffset[] _leasedUntil;
    private readonly string?[] _leasedBy;
    private readonly int[] _tries;
    private readonly string?[] _lastFailure;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="state">The state that is kept; changed by this object.</param>
    /// <param name="count">The number of sounds.</param>
    /// <param name="attempts">How often a sound is tried before it is dead.</param>
    public ShardProgress(ShardState state, int count, int attempts)
    {
        (_state, Count, _attempts) = (state, count, attempts);
        if (state.Done.Length == 0)
            state.Done = new byte[(count + 7) / 8];
        _leasedUntil = new DateTimeOffset[count];
        _leasedBy = new string?[count];
        _tries = new int[count];
        _lastFailure = new string?[count];
        Done = Enumerable.Range(0, count).Count(IsDone);
    }

    /// <summary>Gets the number of sounds.</summary>
    public int Count { get; }

    /// <summary>Gets the number of sounds that are done.</summary>
    public int Done { get; private set; }

    /// <summary>Gets the number of sounds that were given up.</summary>
    public int Dead => _state.Dead.Count;

    /// <summary>Gets a value indicating whether nothing is left to do.</summary>
    public bool IsFinished => _state.Cancelled || Done + Dead == Count;

    /// <summary>Tells whether a sound is done.</summary>
    public bool IsDone(int index) => (_state.Done[index / 8] & (1 << (index % 8))) != 0;

    /// <summary>Leases free sounds to a silo. A lease that has run out is free again, and counts as a try.</summary>
    /// <returns>The indices; none where nothing is free at the moment.</returns>
    public List<int> Lease(string silo, int most, DateTimeOffset now, TimeSpan time)
    {
        var leased = new List<int>();
        for (var i = 0; i < Count && leased.Count < most && !_state.Cancelled; i++)
        {
            if (IsDone(i) || _state.Dead.ContainsKey(i) || _leasedUntil[i] > now)
                continue;
            if (_tries[i] >= _attempts)
            {
                _state.Dead[i] = _lastFailure[i] ?? $"No silo reported it back in {_tries[i]} tries.";
                continue;
            }

            _tries[i]++;
            _lastFailure[i] = null;
            (_leasedUntil[i], _leasedBy[i]) = (now + time, silo);
            leased.Add(i);
        }

        return leased;
    }

    /// <summary>Extends the leases of a silo that gave a sign of life, so that slow sounds are not given away.</summary>
    public void Renew(string silo, DateTimeOffset now, TimeSpan time)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_leasedBy[i] == silo && _leasedUntil[i] > now)
                _leasedUntil[i] = now + time;
        }
    }

    /// <summary>Marks a sound as done. A late report counts as well, because every silo makes the same bytes.</summary>
    /// <returns>Whether it was not done before.</returns>
    public bool Complete(int index, string silo)
    {
        if (IsDone(index))
            return false;
        _state.Done[index / 8] |= (byte)(1 << (index % 8));
        _state.Dead.Remove(index);
        _state.BySilo[silo] = _state.BySilo.GetValueOrDefault(silo) + 1;
        Done++;
        return true;
    }

    /// <summary>Gives a sound back that could not be made. After the last try it is dead.</summary>
    public void Fail(int index, string reason)
    {
        if (IsDone(index) || _state.Dead.ContainsKey(index))
            return;
        _leasedUntil[index] = default;
        _lastFailure[index] = reason;
        if (_tries[index] >= _attempts)
            _state.Dead[index] = reason;
    }

    /// <summary>Takes back that a sound is done.</summary>
    public void Undo(int index)
    {
        if (!IsDone(index))
            return;
        _state.Done[index / 8] &= (byte)~(1 << (index % 8));
        Done--;
    }

    /// <summary>Gives the dead letters new tries.</summary>
    public void Retry()
    {
        foreach (var index in _state.Dead.Keys)
            (_tries[index], _leasedUntil[index]) = (0, default);
        _state.Dead.Clear();
    }
}

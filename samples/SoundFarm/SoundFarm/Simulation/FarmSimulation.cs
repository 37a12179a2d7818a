using SoundFarm.Shards;

namespace SoundFarm.Simulation;

/// <summary>
/// A farm in virtual time. The queue and the shards follow the same rules as the grains (<see cref="ShardQueue"/>,
/// <see cref="ShardProgress"/>); only time, messages and sounds are made up.
/// </summary>
public sealed class FarmSimulation
{
    private const int CheckpointSounds = 100;

    private readonly VirtualTime _time = new();
    private readonly ShardQueue _queue = new();
    private readonly FarmCosts _costs;
    private readonly List<Shard> _shards;
    private readonly Server _queueServer;
    private readonly Server _store;
    private int _left;
    private long _calls;
    private long _made;

    private FarmSimulation(int ids, int idsPerShard, FarmCosts costs)
    {
        (_costs, _left, _queueServer, _store) = (costs, ids, new(_time), new(_time));
        _shards = [.. Enumerable.Range(0, ids).Chunk(idsPerShard).Select((chunk, number) => new Shard(number, chunk.Length, _time))];
    }

    /// <summary>Simulates one job.</summary>
    /// <param name="silos">The number of silos.</param>
    /// <param name="ids">The number of sounds.</param>
    /// <param name="costs">What the parts cost.</param>
    /// <param name="killed">How many silos die when a third of the time is over.</param>
    /// <param name="idsPerShard">The number of sounds of a shard.</param>
    public static SimulationReport Run(int silos, int ids, FarmCosts costs, int killed = 0, int idsPerShard = Jobs.Farm.IdsPerShard)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(silos);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ids);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(killed, silos);
        var ideal = ids * costs.Sound / silos;
        var farm = new FarmSimulation(ids, idsPerShard, costs);
        var all = Enumerable.Range(0, silos).Select(number => new Silo(farm, $"silo-{number}")).ToList();
        farm.Remind();
        all.ForEach(silo => silo.Feed());
        farm._time.At(ideal / 3, () => all.Take(killed).ToList().ForEach(silo => silo.IsDead = true));
        farm._time.RunUntil(() => farm._left == 0);
        return new SimulationReport
        {
            Silos = silos,
            Seconds = farm._time.Now,
            Efficiency = ideal / farm._time.Now,
            Calls = farm._calls,
            MadeTwice = farm._made - ids,
            QueueBusy = farm._queueServer.Busy / farm._time.Now,
            StoreBusy = farm._store.Busy / farm._time.Now,
            CheckpointsPerSecond = farm._shards.Sum(shard => shard.Checkpoints) / farm._time.Now,
            Done = farm._shards.Sum(shard => shard.Progress.Done),
        };
    }

    // What the reminders of the shards do.
    private void Remind()
    {
        foreach (var shard in _shards.Where(shard => !shard.Progress.IsFinished))
            _queue.Offer(new ShardOffer(shard.Key, 0, default));
        _time.At(_time.Now + _costs.ReminderPeriod, Remind);
    }

    private sealed class Shard(int number, int count, VirtualTime time)
    {
        public string Key { get; } = ShardWork.KeyOf("job", number);

        public ShardProgress Progress { get; } = new(new(), count, attempts: 3);

        public Server Server { get; } = new(time);

        public int Unsaved { get; set; }

        public int Checkpoints { get; set; }
    }

    private sealed class Silo(FarmSimulation farm, string name)
    {
        private readonly Queue<(Shard Shard, int Index)> _waiting = new();
        private readonly VirtualTime _time = farm._time;
        private bool _isFeeding;
        private bool _isWorking;

        public bool IsDead { get; set; }

        /// <summary>What the feeder does: leases sounds while there is room for half of them.</summary>
        public void Feed()
        {
            if (IsDead || _isFeeding || _waiting.Count > farm._costs.Waiting / 2)
                return;
            _isFeeding = true;
            Call(farm._queueServer, farm._costs.QueueCall, () =>
            {
                if (farm._queue.First is not { } key)
                {
                    _isFeeding = false;
                    _time.At(_time.Now + farm._costs.IdlePeriod, Feed);
                    return;
                }

                var shard = farm._shards[int.Parse(key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..])];
                Call(shard.Server, farm._costs.ShardCall, () => Take(shard));
            });
        }

        private void Take(Shard shard)
        {
            var leased = shard.Progress.Lease(
                name, farm._costs.Waiting - _waiting.Count, DateTimeOffset.UnixEpoch.AddSeconds(_time.Now),
                TimeSpan.FromSeconds(farm._costs.LeaseTime));
            if (leased.Count == 0)
                farm._queue.Withdraw(shard.Key);
            leased.ForEach(index => _waiting.Enqueue((shard, index)));
            _isFeeding = false;
            Work();
            Feed();
        }

        private void Work()
        {
            if (IsDead || _isWorking || !_waiting.TryDequeue(out var order))
                return;
            _isWorking = true;
            _time.At(_time.Now + farm._costs.Sound, () =>
            {
                if (IsDead)
                    return;
                farm._made++;
                var stored = farm._store.Serve(farm._costs.SoundBytes / farm._costs.StoreBytesPerSecond);
                _time.At(stored, () =>
                {
                    _isWorking = false;
                    Call(order.Shard.Server, farm._costs.ShardCall, () => Report(order.Shard, order.Index));
                    Work();
                    Feed();
                });
            });
        }

        private void Report(Shard shard, int index)
        {
            shard.Progress.Renew(name, DateTimeOffset.UnixEpoch.AddSeconds(_time.Now), TimeSpan.FromSeconds(farm._costs.LeaseTime));
            if (shard.Progress.Complete(index, name))
                farm._left--;
            if (++shard.Unsaved < CheckpointSounds && !shard.Progress.IsFinished)
                return;
            shard.Server.Serve(farm._costs.Checkpoint);
            (shard.Unsaved, shard.Checkpoints) = (0, shard.Checkpoints + 1);
        }

        private void Call(Server server, double seconds, Action then)
        {
            farm._calls++;
            _time.At(server.Serve(seconds) + farm._costs.RoundTrip, then);
        }
    }
}

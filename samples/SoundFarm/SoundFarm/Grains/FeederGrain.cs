using Orleans.Concurrency;
using SoundFarm.Rendering;

namespace SoundFarm.Grains;

/// <inheritdoc/>
/// <remarks>Orleans removes stateless workers that receive no calls for a second; this one works by its timer.</remarks>
[StatelessWorker(1, removeIdleWorkers: false)]
internal sealed class FeederGrain(
    RenderThreads threads, ILocalSiloDetails silo, TimeProvider time, IOptions<FarmOptions> options, ILogger<FeederGrain> logger)
    : Grain, IFeederGrain
{
    private readonly List<SoundResult> _unreported = [];
    private IGrainTimer? _timer;
    private DateTimeOffset _lookAgain;
    private TimeSpan _pause;

    private IQueueGrain Queue => GrainFactory.GetGrain<IQueueGrain>(0);

    public Task Start()
    {
        _timer ??= this.RegisterGrainTimer(
            FeedAsync, new GrainTimerCreationOptions(TimeSpan.Zero, options.Value.FeedPeriod) { KeepAlive = true });
        return Task.CompletedTask;
    }

    // What fails here (a shard that moves, a store of state that is away) is tried again at the next tick; results wait in the list.
    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested && (await ReportAsync() | await LeaseAsync()))
            {
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning("The feeder tries again: {Reason}", exception.Message);
        }
    }

    private async Task<bool> ReportAsync()
    {
        while (threads.TryTake(out var result))
            _unreported.Add(result);
        foreach (var results in _unreported.GroupBy(result => result.Order.Shard).ToList())
        {
            var goesOn = await GrainFactory.GetGrain<IShardGrain>(results.Key).Report(silo.Name, [.. results]);
            if (!goesOn)
                threads.Cancel(results.Key);
            _unreported.RemoveAll(result => result.Order.Shard == results.Key);
        }

        return threads.HasFinished;
    }

    private async Task<bool> LeaseAsync()
    {
        // Half of the room at a time: a call for each sound would cost three messages a sound.
        if (threads.Room < Math.Max(1, options.Value.Waiting / 2) || time.GetUtcNow() < _lookAgain)
            return false;
        if (await Queue.Next() is not { } shard)
        {
            // A thousand silos without work shall not keep the queue busy.
            _pause = _pause == default ? options.Value.FeedPeriod : _pause * 2;
            _pause = _pause < options.Value.IdlePeriod ? _pause : options.Value.IdlePeriod;
            _lookAgain = time.GetUtcNow() + _pause;
            return false;
        }

        _pause = default;
        var orders = await GrainFactory.GetGrain<IShardGrain>(shard).Lease(silo.Name, threads.Room);
        if (orders.Count == 0)
            await Queue.Withdraw(shard);
        foreach (var order in orders)
            threads.Add(order);
        return true;
    }
}

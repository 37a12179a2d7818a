using Orleans.Storage;
using SoundFarm.Jobs;
using SoundFarm.Shards;
using SoundFarm.Storage;

namespace SoundFarm.Grains;

/// <inheritdoc/>
/// <remarks>
/// A checkpoint writes the page of the manifest first and the bitmap second. A crash between the two leaves lines on the page without a
/// bit; those sounds are made again, found in the store, and written to the same lines.
/// </remarks>
internal sealed class ShardGrain(
    [PersistentState("work")] IPersistentState<ShardWork> work,
    [PersistentState("progress")] IPersistentState<ShardState> state,
    ISoundStore store, TimeProvider time, IOptions<FarmOptions> options, ILogger<ShardGrain> logger) : Grain, IShardGrain, IRemindable
{
    private const string Reminder = "restart";

    private readonly Dictionary<int, ManifestEntry> _page = [];
    private ShardProgress _progress = new(new(), 0, 1);
    private IGrainTimer? _checkpoints;
    private int _unsaved;

    private bool IsAccepted => work.RecordExists;

    private IJobGrain Job => GrainFactory.GetGrain<IJobGrain>(work.State.Job);

    private IQueueGrain Queue => GrainFactory.GetGrain<IQueueGrain>(0);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!IsAccepted)
            return;
        _progress = new(state.State, work.State.Ids.Length, options.Value.Attempts);
        if (await store.ReadAsync(ManifestPage.PathOf(work.State.Job, work.State.Number), cancellationToken) is { } page)
        {
            foreach (var entry in ManifestPage.Read(page).Where(entry => _progress.IsDone(entry.Index)))
                _page[entry.Index] = entry;
        }

        // A page that was lost or moved away: its sounds are reported anew.
        for (var i = 0; i < _progress.Count; i++)
        {
            if (!_page.ContainsKey(i))
                _progress.Undo(i);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        => _unsaved > 0 ? SaveAsync() : Task.CompletedTask;

    public async Task Accept(ShardWork accepted)
    {
        if (!IsAccepted)
        {
            work.State = accepted;
            await work.WriteStateAsync();
            _progress = new(state.State, accepted.Ids.Length, options.Value.Attempts);
        }
        else if (!work.State.Ids.AsSpan().SequenceEqual(accepted.Ids))
        {
            throw new InvalidOperationException($"The job \"{accepted.Job}\" has other sounds already; choose another name.");
        }

        if (_progress.IsFinished)
            return;
        await StartReminderAsync();
        await OfferAsync();
        await Job.Report(work.State.Number, StatusNow());
    }

    public Task<IReadOnlyList<SoundOrder>> Lease(string silo, int most)
    {
        var indices = _progress.Lease(silo, most, time.GetUtcNow(), options.Value.LeaseTime);
        return Task.FromResult<IReadOnlyList<SoundOrder>>(
            [.. indices.Select(index => new SoundOrder(this.GetPrimaryKeyString(), index, work.State.Ids[index]))]);
    }

    public async Task<bool> Report(string silo, IReadOnlyList<SoundResult> results)
    {
        _progress.Renew(silo, time.GetUtcNow(), options.Value.LeaseTime);
        foreach (var (order, entry, failure) in results)
        {
            if (entry is null)
            {
                _progress.Fail(order.Index, failure ?? "No reason was given.");
                logger.LogWarning("{Id} failed: {Reason}", order.Id, failure);
            }
            else if (_progress.Complete(order.Index, silo))
            {
                _page[order.Index] = entry;
            }

            _unsaved++;
        }

        _checkpoints ??= this.RegisterGrainTimer(
            CheckpointAsync, new GrainTimerCreationOptions(options.Value.CheckpointPeriod, options.Value.CheckpointPeriod)
            { KeepAlive = true });
        if (_progress.IsFinished || _unsaved >= options.Value.CheckpointSounds)
            await CheckpointAsync();
        return !state.State.Cancelled;
    }

    public Task<ShardStatus> Status() => Task.FromResult(StatusNow());

    public async Task Cancel()
    {
        state.State.Cancelled = true;
        await SaveAsync();
        await Queue.Withdraw(this.GetPrimaryKeyString());
        await StopReminderAsync();
    }

    public Task<IReadOnlyList<DeadLetter>> DeadLetters() => Task.FromResult<IReadOnlyList<DeadLetter>>(
        [.. state.State.Dead.OrderBy(pair => pair.Key).Select(pair => new DeadLetter(work.State.Ids[pair.Key], pair.Value))]);

    public async Task Retry()
    {
        if (_progress.Dead == 0)
            return;
        _progress.Retry();
        await SaveAsync();
        await StartReminderAsync();
        await OfferAsync();
        await Job.Report(work.State.Number, StatusNow());
    }

    /// <summary>Restarts what died: the queue's memory of this shard, leases that ran out, a finish that was not written down.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!IsAccepted)
        {
            await StopReminderAsync();
            return;
        }

        _unsaved++;
        await CheckpointAsync();
        await OfferAsync();
    }

    private Task OfferAsync() => _progress.IsFinished
        ? Task.CompletedTask
        : Queue.Offer(new ShardOffer(this.GetPrimaryKeyString(), work.State.Priority, work.State.Submitted));

    private Task<IGrainReminder> StartReminderAsync()
        => this.RegisterOrUpdateReminder(Reminder, options.Value.ReminderPeriod, options.Value.ReminderPeriod);

    // A store that is away is no reason to lose what is in memory: the next checkpoint tries again.
    private async Task CheckpointAsync()
    {
        if (_unsaved == 0)
            return;
        try
        {
            await SaveAsync();
            await Job.Report(work.State.Number, StatusNow());
            if (_progress.IsFinished)
                await FinishAsync();
        }
        catch (InconsistentStateException)
        {
            // Another activation wrote, or a write arrived whose answer did not: begin again from what is stored.
            _unsaved = 0;
            DeactivateOnIdle();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning("The checkpoint of {Shard} is put off: {Reason}", this.GetPrimaryKeyString(), exception.Message);
        }
    }

    private async Task SaveAsync()
    {
        if (_page.Count > 0)
            await store.WriteAsync(ManifestPage.PathOf(work.State.Job, work.State.Number), ManifestPage.Write(_page.Values));
        await state.WriteStateAsync();
        _unsaved = 0;
    }

    private async Task FinishAsync()
    {
        await Queue.Withdraw(this.GetPrimaryKeyString());
        await StopReminderAsync();
        _checkpoints?.Dispose();
        _checkpoints = null;
        DeactivateOnIdle();
    }

    private async Task StopReminderAsync()
    {
        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private ShardStatus StatusNow()
        => new(_progress.Count, _progress.Done, _progress.Dead, new Dictionary<string, int>(state.State.BySilo));
}

using System.Text.Json;
using SoundFarm.Jobs;
using SoundFarm.Shards;
using SoundFarm.Storage;

namespace SoundFarm.Grains;

/// <summary>What a job keeps.</summary>
[GenerateSerializer]
internal sealed class JobState
{
    [Id(0)]
    public StoredJob? Job { get; set; }

    [Id(1)]
    public bool Cancelled { get; set; }
}

/// <inheritdoc/>
internal sealed class JobGrain([PersistentState("job")] IPersistentState<JobState> state, ISoundStore store) : Grain, IJobGrain
{
    private readonly Dictionary<int, ShardStatus> _shards = [];

    private IEnumerable<IShardGrain> Shards => Enumerable.Range(0, state.State.Job?.Shards ?? 0)
        .Select(number => GrainFactory.GetGrain<IShardGrain>(ShardWork.KeyOf(this.GetPrimaryKeyString(), number)));

    // The sums are not kept: after a move the shards tell them again.
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var statuses = await Task.WhenAll(Shards.Select(shard => shard.Status()));
        for (var i = 0; i < statuses.Length; i++)
        {
            if (statuses[i].Count > 0)
                _shards[i] = statuses[i];
        }
    }

    public async Task<StoredJob> Open(StoredJob job)
    {
        if (state.State.Job is { } open)
        {
            if (open.Sounds != job.Sounds || open.Shards != job.Shards)
                throw new InvalidOperationException($"The job \"{job.Name}\" has other sounds already; choose another name.");
            return open;
        }

        await store.WriteAsync(StoredJob.PathOf(job.Name), JsonSerializer.SerializeToUtf8Bytes(job, JsonSerializerOptions.Web));
        state.State.Job = job;
        await state.WriteStateAsync();
        return job;
    }

    public Task<JobStatus> Status() => Task.FromResult(new JobStatus(
        state.State.Job, _shards.Values.Sum(shard => shard.Done), _shards.Values.Sum(shard => shard.Dead), _shards.Count,
        state.State.Cancelled,
        _shards.Values.SelectMany(shard => shard.BySilo).GroupBy(pair => pair.Key)
            .ToDictionary(silo => silo.Key, silo => silo.Sum(pair => pair.Value))));

    public Task Report(int shard, ShardStatus status)
    {
        _shards[shard] = status;
        return Task.CompletedTask;
    }

    public async Task Cancel()
    {
        state.State.Cancelled = true;
        await state.WriteStateAsync();
        await Task.WhenAll(Shards.Select(shard => shard.Cancel()));
    }

    public async Task<IReadOnlyList<DeadLetter>> DeadLetters()
        => [.. (await Task.WhenAll(Shards.Select(shard => shard.DeadLetters()))).SelectMany(letters => letters)];

    public Task Retry() => Task.WhenAll(Shards.Select(shard => shard.Retry()));
}

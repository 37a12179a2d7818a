using SoundFarm.Shards;

namespace SoundFarm.Grains;

/// <inheritdoc/>
internal sealed class QueueGrain : Grain, IQueueGrain
{
    private readonly ShardQueue _queue = new();

    public Task Offer(ShardOffer offer)
    {
        _queue.Offer(offer);
        return Task.CompletedTask;
    }

    public Task<string?> Next() => Task.FromResult(_queue.First);

    public Task Withdraw(string shard)
    {
        _queue.Withdraw(shard);
        return Task.CompletedTask;
    }
}

using SoundFarm.Shards;

namespace SoundFarm.Grains;

/// <summary>
/// The one queue of the farm: which shard goes next. It keeps nothing: after a crash the shards offer themselves again by their reminders.
/// </summary>
public interface IQueueGrain : IGrainWithIntegerKey
{
    /// <summary>Adds a shard that has sounds to lease.</summary>
    Task Offer(ShardOffer offer);

    /// <summary>Names the shard that goes next; null where there is none.</summary>
    Task<string?> Next();

    /// <summary>Removes a shard that has nothing to lease at the moment.</summary>
    Task Withdraw(string shard);
}

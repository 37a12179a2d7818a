using SoundFarm.Shards;

namespace SoundFarm.Grains;

/// <summary>Up to 1,000 sounds of a job. It leases them to silos and keeps what is done. Its key: <see cref="ShardWork.KeyOf"/>.</summary>
public interface IShardGrain : IGrainWithStringKey
{
    /// <summary>Keeps the work, sets the reminder, and offers the shard to the silos. A second time it changes nothing.</summary>
    Task Accept([Immutable] ShardWork work);

    /// <summary>Leases sounds that nobody makes at the moment.</summary>
    /// <param name="silo">The name of the silo that makes them.</param>
    /// <param name="most">How many it can take.</param>
    /// <returns>The orders; none where nothing is free.</returns>
    Task<IReadOnlyList<SoundOrder>> Lease(string silo, int most);

    /// <summary>Receives finished sounds.</summary>
    /// <returns>Whether the job goes on; false when it was cancelled.</returns>
    Task<bool> Report(string silo, IReadOnlyList<SoundResult> results);

    /// <summary>Tells how far the shard is.</summary>
    Task<ShardStatus> Status();

    /// <summary>Stops the shard.</summary>
    Task Cancel();

    /// <summary>Lists the sounds that the shard gave up.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadLetters();

    /// <summary>Gives the dead letters new tries.</summary>
    Task Retry();
}

/// <summary>How far a shard is; its numbers are those of its last checkpoint or later.</summary>
[GenerateSerializer, Immutable]
public sealed record ShardStatus(int Count, int Done, int Dead, IReadOnlyDictionary<string, int> BySilo);

/// <summary>A sound that a silo shall make.</summary>
[GenerateSerializer, Immutable]
public sealed record SoundOrder(string Shard, int Index, string Id);

/// <summary>What became of an order: an entry for the manifest, or the reason why there is none.</summary>
[GenerateSerializer, Immutable]
public sealed record SoundResult(SoundOrder Order, Jobs.ManifestEntry? Entry, string? Failure);

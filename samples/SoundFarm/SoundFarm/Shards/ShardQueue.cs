namespace SoundFarm.Shards;

/// <summary>A shard that has sounds to lease.</summary>
/// <param name="Shard">The key of its grain.</param>
/// <param name="Priority">The priority of its job.</param>
/// <param name="Submitted">When its job was submitted.</param>
[GenerateSerializer, Immutable]
public sealed record ShardOffer(string Shard, int Priority, DateTimeOffset Submitted);

/// <summary>The order of shards: higher priorities first, then older jobs, then the order in the job. Offering twice is harmless.</summary>
public sealed class ShardQueue
{
    private readonly Dictionary<string, ShardOffer> _byKey = new(StringComparer.Ordinal);
    private readonly SortedSet<ShardOffer> _order = new(Comparer<ShardOffer>.Create(Compare));

    /// <summary>Gets the number of shards.</summary>
    public int Count => _order.Count;

    /// <summary>Gets the shard that goes first; null where there is none.</summary>
    public string? First => _order.Min?.Shard;

    /// <summary>Adds a shard.</summary>
    public void Offer(ShardOffer offer)
    {
        Withdraw(offer.Shard);
        _byKey[offer.Shard] = offer;
        _order.Add(offer);
    }

    /// <summary>Removes a shard.</summary>
    public void Withdraw(string shard)
    {
        if (_byKey.Remove(shard, out var offer))
            _order.Remove(offer);
    }

    private static int Compare(ShardOffer left, ShardOffer right)
        => (right.Priority.CompareTo(left.Priority), left.Submitted.CompareTo(right.Submitted)) switch
        {
            (not 0 and var byPriority, _) => byPriority,
            (_, not 0 and var byTime) => byTime,
            _ => string.CompareOrdinal(left.Shard, right.Shard),
        };
}

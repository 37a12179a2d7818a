namespace SoundFarm.Shards;

/// <summary>What a shard keeps of its progress through every crash: a bitmap of what is done, and what cannot be done.</summary>
[GenerateSerializer]
public sealed class ShardState
{
    /// <summary>Gets or sets the bitmap: bit i is set when sound i is in the store and on the shard's page of the manifest.</summary>
    [Id(0)]
    public byte[] Done { get; set; } = [];

    /// <summary>Gets or sets the dead letters: why the shard gave up on a sound, by its index.</summary>
    [Id(1)]
    public Dictionary<int, string> Dead { get; set; } = [];

    /// <summary>Gets or sets how many sounds each silo reported, by its name.</summary>
    [Id(2)]
    public Dictionary<string, int> BySilo { get; set; } = [];

    /// <summary>Gets or sets a value indicating whether the job was cancelled.</summary>
    [Id(3)]
    public bool Cancelled { get; set; }
}

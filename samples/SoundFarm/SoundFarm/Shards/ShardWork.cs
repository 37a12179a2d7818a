namespace SoundFarm.Shards;

/// <summary>What a shard shall make; written once.</summary>
[GenerateSerializer]
public sealed class ShardWork
{
    /// <summary>Gets or sets the name of the job.</summary>
    [Id(0)]
    public string Job { get; set; } = "";

    /// <summary>Gets or sets the number of the shard in the job, from 0.</summary>
    [Id(1)]
    public int Number { get; set; }

    /// <summary>Gets or sets the priority of the job.</summary>
    [Id(2)]
    public int Priority { get; set; }

    /// <summary>Gets or sets when the job was submitted.</summary>
    [Id(3)]
    public DateTimeOffset Submitted { get; set; }

    /// <summary>Gets or sets the ids of the sounds.</summary>
    [Id(4)]
    public string[] Ids { get; set; } = [];

    /// <summary>Names the grain of a shard.</summary>
    public static string KeyOf(string job, int number) => $"{job}/{number:0000}";
}

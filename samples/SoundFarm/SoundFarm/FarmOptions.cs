namespace SoundFarm;

/// <summary>Settings of a silo: the section "Farm" of its configuration.</summary>
public sealed class FarmOptions
{
    /// <summary>
    /// Gets or sets how long a silo may keep sounds without reporting any, before they are given to another one. It must be longer than a
    /// sound takes.
    /// </summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how often a shard's reminder looks for what died. Orleans asks for at least a minute in production.</summary>
    public TimeSpan ReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets after how many sounds a shard writes its page and its state.</summary>
    public int CheckpointSounds { get; set; } = 100;

    /// <summary>Gets or sets after which time a shard writes them at the latest.</summary>
    public TimeSpan CheckpointPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how often a sound is tried before it becomes a dead letter.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Gets or sets the number of threads that make sounds. The engine uses all cores for each sound.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>Gets or sets how many sounds wait in a silo at most. This bound is the farm's back-pressure.</summary>
    public int Waiting { get; set; } = 8;

    /// <summary>Gets or sets how often the feeder looks after its threads.</summary>
    public TimeSpan FeedPeriod { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Gets or sets how often the feeder looks at the queue at least, when there is nothing to do for a while.</summary>
    public TimeSpan IdlePeriod { get; set; } = TimeSpan.FromSeconds(1);
}

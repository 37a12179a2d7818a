namespace SoundFarm.Simulation;

/// <summary>What the parts of a farm cost, in seconds, as measured (docs/scale.md).</summary>
public sealed record FarmCosts
{
    /// <summary>Gets the time in which a silo makes one sound.</summary>
    public double Sound { get; init; } = 0.4;

    /// <summary>Gets the time for which a call keeps the queue busy.</summary>
    public double QueueCall { get; init; } = 20e-6;

    /// <summary>Gets the time for which a call keeps a shard busy.</summary>
    public double ShardCall { get; init; } = 50e-6;

    /// <summary>Gets the time for which a checkpoint keeps a shard busy.</summary>
    public double Checkpoint { get; init; } = 0.02;

    /// <summary>Gets the time that a message takes there and back.</summary>
    public double RoundTrip { get; init; } = 0.5e-3;

    /// <summary>Gets the size of a sound in bytes.</summary>
    public double SoundBytes { get; init; } = 197_500;

    /// <summary>Gets how many bytes the store takes in a second, from all silos together.</summary>
    public double StoreBytesPerSecond { get; init; } = 1.25e9;

    /// <summary>Gets how many sounds wait in a silo at most.</summary>
    public int Waiting { get; init; } = 8;

    /// <summary>Gets how long a silo may keep a sound.</summary>
    public double LeaseTime { get; init; } = 120;

    /// <summary>Gets how often a silo without work looks at the queue.</summary>
    public double IdlePeriod { get; init; } = 1;

    /// <summary>Gets how often reminders look for what died.</summary>
    public double ReminderPeriod { get; init; } = 60;
}

namespace SoundFarm.Simulation;

/// <summary>What a simulated job tells.</summary>
public sealed record SimulationReport
{
    /// <summary>Gets the number of silos.</summary>
    public required int Silos { get; init; }

    /// <summary>Gets the virtual time until the last sound was done, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets the share of the silos' time that went into sounds, as if all had lived.</summary>
    public required double Efficiency { get; init; }

    /// <summary>Gets the number of grain calls.</summary>
    public required long Calls { get; init; }

    /// <summary>Gets how many sounds were made a second time, because a lease ran out.</summary>
    public required long MadeTwice { get; init; }

    /// <summary>Gets the share of the time for which the queue was busy.</summary>
    public required double QueueBusy { get; init; }

    /// <summary>Gets the share of the time for which the store was busy; above 1 it is still writing when the last sound is made.</summary>
    public required double StoreBusy { get; init; }

    /// <summary>Gets the writes of states and pages in a second.</summary>
    public required double CheckpointsPerSecond { get; init; }

    /// <summary>Gets the number of sounds that are done, each once.</summary>
    public required int Done { get; init; }
}

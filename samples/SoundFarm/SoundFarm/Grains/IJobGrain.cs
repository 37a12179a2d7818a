using Orleans.Concurrency;
using SoundFarm.Jobs;

namespace SoundFarm.Grains;

/// <summary>One job, by its name. It knows its shards and sums up what they report.</summary>
public interface IJobGrain : IGrainWithStringKey
{
    /// <summary>Opens the job. Opening it again with the same numbers is harmless; the first time of submission stays.</summary>
    /// <returns>The job as it is stored.</returns>
    Task<StoredJob> Open(StoredJob job);

    /// <summary>Tells how far the job is.</summary>
    Task<JobStatus> Status();

    /// <summary>Receives the progress of a shard.</summary>
    [OneWay]
    Task Report(int shard, ShardStatus status);

    /// <summary>Cancels the job. What is in the store stays there.</summary>
    Task Cancel();

    /// <summary>Lists the sounds that the farm gave up.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadLetters();

    /// <summary>Gives the dead letters new tries.</summary>
    Task Retry();
}

/// <summary>How far a job is.</summary>
/// <param name="Job">The job; null where no such job was submitted.</param>
/// <param name="Done">The sounds that are in the store and in the manifest.</param>
/// <param name="Dead">The sounds that the farm gave up.</param>
/// <param name="Accepted">The shards that have accepted their work; fewer than all where a submission broke off.</param>
/// <param name="Cancelled">Whether the job was cancelled.</param>
/// <param name="BySilo">How many sounds each silo reported.</param>
[GenerateSerializer, Immutable]
public sealed record JobStatus(
    StoredJob? Job, int Done, int Dead, int Accepted, bool Cancelled, IReadOnlyDictionary<string, int> BySilo)
{
    /// <summary>Gets a value indicating whether nothing is left to do.</summary>
    public bool IsFinished => Cancelled || (Job is not null && Done + Dead == Job.Sounds);
}

/// <summary>A sound that the farm gave up.</summary>
/// <param name="Id">The id of the sound.</param>
/// <param name="Reason">Why the last try failed.</param>
[GenerateSerializer, Immutable]
public sealed record DeadLetter(string Id, string Reason);

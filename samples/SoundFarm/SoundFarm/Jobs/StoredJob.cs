namespace SoundFarm.Jobs;

/// <summary>What the store tells of a job: <c>jobs/NAME/job.json</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Sounds">The number of sounds.</param>
/// <param name="Shards">The number of shards; each has a page of the manifest.</param>
/// <param name="Priority">The priority.</param>
/// <param name="Submitted">When it was submitted first.</param>
[GenerateSerializer, Immutable]
public sealed record StoredJob(string Name, int Sounds, int Shards, int Priority, DateTimeOffset Submitted)
{
    /// <summary>Gets the name of the job's document in the store.</summary>
    public static string PathOf(string job) => $"jobs/{job}/job.json";
}

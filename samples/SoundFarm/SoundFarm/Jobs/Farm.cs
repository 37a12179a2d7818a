using SoundFarm.Grains;
using SoundFarm.Shards;

namespace SoundFarm.Jobs;

/// <summary>The farm as a client sees it.</summary>
public sealed class Farm(IGrainFactory grains, TimeProvider time)
{
    /// <summary>The number of sounds of a shard.</summary>
    public const int IdsPerShard = 1000;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Submits a job. Each shard gets its ids in a call of its own. Where this breaks off, submitting the same job again completes it.
    /// </summary>
    /// <param name="name">The name of the job.</param>
    /// <param name="priority">Its priority; higher ones go first.</param>
    /// <param name="ids">The ids of its sounds, each once.</param>
    /// <param name="idsPerShard">How many ids a shard gets.</param>
    /// <exception cref="InvalidOperationException">There is another job of this name.</exception>
    public async Task SubmitAsync(string name, int priority, IReadOnlyList<string> ids, int idsPerShard = IdsPerShard)
    {
        JobManifest.RequireName(name);
        var shards = ids.Chunk(idsPerShard).ToList();
        var job = await Job(name).Open(new StoredJob(name, ids.Count, shards.Count, priority, time.GetUtcNow()));
        await Parallel.ForAsync(0, shards.Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _)
            => await grains.GetGrain<IShardGrain>(ShardWork.KeyOf(name, number)).Accept(new ShardWork
            {
                Job = name,
                Number = number,
                Priority = job.Priority,
                Submitted = job.Submitted,
                Ids = shards[number],
            }));
    }

    /// <summary>Gets the grain of a job: its status, its dead letters, its cancellation.</summary>
    public IJobGrain Job(string name) => grains.GetGrain<IJobGrain>(name);

    /// <summary>
    /// Polls a job until nothing is left to do. A silo that dies takes the answers with it that it owed: the next poll asks another one.
    /// </summary>
    /// <exception cref="TimeoutException">The farm has not answered for two minutes.</exception>
    public async IAsyncEnumerable<JobStatus> WatchAsync(string name, TimeSpan period)
    {
        var answered = time.GetTimestamp();
        while (true)
        {
            JobStatus? status = null;
            try
            {
                status = await Job(name).Status();
                answered = time.GetTimestamp();
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException)
            {
                if (time.GetElapsedTime(answered) > _patience)
                    throw new TimeoutException($"The farm has not answered for {_patience.TotalMinutes} minutes.", exception);
            }

            if (status is not null)
                yield return status;
            if (status is { IsFinished: true } or { Job: null })
                yield break;
            await Task.Delay(period, time);
        }
    }
}

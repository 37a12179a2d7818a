using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Diagnostics;

namespace TinyAudioDiffusion.AspNetCore.Queue;

/// <summary>
/// The requests that wait, in order. One is worked on at a time, because one call of a network uses all cores; sounds that differ in their
/// seeds alone go through the network together.
/// </summary>
internal sealed class DrumQueue(IDrumGenerator generator, IOptions<DrumServiceOptions> options, TimeProvider time) : BackgroundService
{
    private readonly Lock _gate = new();
    private readonly LinkedList<DrumJob> _waiting = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private double _secondsAJob = 0.5;
    private int _running;

    /// <summary>Gets how many requests wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Gets how many requests are worked on.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Makes the sound of a recipe when its turn comes.</summary>
    /// <exception cref="QueueFullException">Too many wait.</exception>
    public async Task<AudioClip> MakeAsync(GenerationRecipe recipe, CancellationToken cancellationToken) => (AudioClip)await RunAsync(
        new DrumJob
        {
            Shape = recipe with { Seed = 0 },
            Seed = recipe.Seed,
            Since = time.GetTimestamp(),
            Stopped = cancellationToken,
        }).ConfigureAwait(false);

    /// <summary>Does other work when its turn comes.</summary>
    /// <exception cref="QueueFullException">Too many wait.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        where T : class
        => (T)await RunAsync(new DrumJob
        {
            Work = async stop => await work(stop).ConfigureAwait(false),
            Since = time.GetTimestamp(),
            Stopped = cancellationToken,
        }).ConfigureAwait(false);

    public override void Dispose()
    {
        _arrived.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _arrived.WaitAsync(stoppingToken).ConfigureAwait(false);
            var jobs = Take();
            if (jobs.Count > 0)
                await WorkAsync(jobs, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<object> RunAsync(DrumJob job)
    {
        lock (_gate)
        {
            if (_waiting.Count >= options.Value.QueueCapacity)
                throw new QueueFullException(TimeSpan.FromSeconds(Math.Clamp(_waiting.Count * _secondsAJob, 1, 60)));
            _waiting.AddLast(job);
        }

        _arrived.Release();
        var gone = job.Stopped.Register(() => Leave(job));
        await using (gone.ConfigureAwait(false))
            return await job.Result.ConfigureAwait(false);
    }

    // A client that goes gives its place free at once.
    private void Leave(DrumJob job)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(job))
                return; // it is worked on, and that work is told
        }

        job.Fail(new OperationCanceledException(job.Stopped));
    }

    private List<DrumJob> Take()
    {
        var taken = new List<DrumJob>();
        lock (_gate)
        {
            if (_waiting.First is not { Value: var first })
                return taken;
            _waiting.RemoveFirst();
            taken.Add(first);
            for (var node = _waiting.First; first.Shape is not null && node is not null && taken.Count < options.Value.BatchSize;)
            {
                var next = node.Next;
                if (first.Shape == node.Value.Shape)
                {
                    taken.Add(node.Value);
                    _waiting.Remove(node);
                }

                node = next;
            }
        }

        return taken;
    }

    // The work goes on as long as one of its clients waits.
    private async Task WorkAsync(List<DrumJob> jobs, CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var left = jobs.Count;
        var gone = jobs.ConvertAll(job => job.Stopped.Register(() =>
        {
            job.Fail(new OperationCanceledException(job.Stopped));
            if (Interlocked.Decrement(ref left) == 0)
                stop.Cancel();
        }));
        Volatile.Write(ref _running, jobs.Count);
        var start = time.GetTimestamp();
        jobs.ForEach(job => DrumTelemetry.RecordQueueTime(time.GetElapsedTime(job.Since, start)));
        try
        {
            if (jobs[0].Work is { } work)
            {
                jobs[0].Finish(await work(stop.Token).ConfigureAwait(false));
            }
            else
            {
                var clips = await generator.GenerateBatchAsync(
                    jobs[0].Shape!.Model, [.. jobs.Select(job => job.Seed)], jobs[0].Shape!.ToOptions(), null, stop.Token)
                    .ConfigureAwait(false);
                foreach (var (job, clip) in jobs.Zip(clips))
                    job.Finish(clip);
            }

            _secondsAJob = (0.8 * _secondsAJob) + (0.2 * time.GetElapsedTime(start).TotalSeconds / jobs.Count);
        }
        catch (Exception exception)
        {
            jobs.ForEach(job => job.Fail(exception)); // each request answers for itself
        }
        finally
        {
            Volatile.Write(ref _running, 0);
            gone.ForEach(registration => registration.Dispose());
        }
    }
}

namespace TinyAudioDiffusion.AspNetCore.Queue;

/// <summary>A request that waits for its turn: one sound of a recipe, or any other work.</summary>
internal sealed class DrumJob
{
    private readonly TaskCompletionSource<object> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the recipe without its seed, by which sounds are joined; null for work that stands alone.</summary>
    public GenerationRecipe? Shape { get; init; }

    /// <summary>Gets the seed of the sound.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets the work of a job that stands alone; null for a sound.</summary>
    public Func<CancellationToken, Task<object>>? Work { get; init; }

    /// <summary>Gets when the job came.</summary>
    public required long Since { get; init; }

    /// <summary>Gets what cancels the job: the client went, or its time is over.</summary>
    public required CancellationToken Stopped { get; init; }

    public Task<object> Result => _done.Task;

    public void Finish(object result) => _done.TrySetResult(result);

    public void Fail(Exception exception)
    {
        if (exception is OperationCanceledException)
            _done.TrySetCanceled(Stopped);
        else
            _done.TrySetException(exception);
    }
}

namespace TinyAudioDiffusion.Zoo;

/// <summary>One load that several callers may wait for. The zoo guards the number of waiters by its lock.</summary>
internal sealed class SharedLoad : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    public SharedLoad(Func<FetchListeners, CancellationToken, Task<LoadedModel>> load)
    {
        var token = _cancellation.Token;
        Result = Task.Run(() => load(Listeners, token), token);
    }

    public Task<LoadedModel> Result { get; }

    public FetchListeners Listeners { get; } = new();

    public int Waiters { get; set; }

    public bool HasFailed => Result.IsFaulted || Result.IsCanceled;

    /// <summary>Stops the load; a model that it has given, or still gives, is disposed.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        _ = Result.ContinueWith(
            static (load, cancellation) =>
            {
                if (load.IsCompletedSuccessfully)
                    load.Result.Model.Dispose();
                else
                    _ = load.Exception; // nobody waits any more, so nobody else looks at it
                ((CancellationTokenSource)cancellation!).Dispose();
            },
            _cancellation,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}

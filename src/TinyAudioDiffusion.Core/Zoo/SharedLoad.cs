namespace TinyAudioDiffusion.Zoo;

/// <summary>One load that several callers may wait for. The zoo changes the number of waiters under its lock only.</summary>
internal sealed class SharedLoad : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    public SharedLoad(Func<FetchListeners, CancellationToken, Task<LoadedModel>> load)
    {
        var token = _cancellation.Token;
        Result = Task.Run(() => LoadAsync(load, token), token);
    }

    public Task<LoadedModel> Result { get; }

    public FetchListeners Listeners { get; } = new();

    public int Waiters { get; set; }

    public bool HasFailed => Result.IsFaulted || Result.IsCanceled;

    /// <summary>Stops the load, and disposes the model that it has given or still gives.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        _ = Result.ContinueWith(
            static (load, cancellation) =>
            {
                if (load.IsCompletedSuccessfully)
                    load.Result.Model.Dispose();
                else
                    _ = load.Exception; // observed, although nobody waits any more
                ((CancellationTokenSource)cancellation!).Dispose();
            },
            _cancellation,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    // A load that was stopped may fail in any way, because what it works with may be gone.
    private async Task<LoadedModel> LoadAsync(
        Func<FetchListeners, CancellationToken, Task<LoadedModel>> load, CancellationToken cancellationToken)
    {
        try
        {
            return await load(Listeners, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The load was stopped.", exception, cancellationToken);
        }
    }
}

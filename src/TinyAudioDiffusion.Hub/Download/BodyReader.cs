namespace TinyAudioDiffusion.Hub.Download;

/// <summary>
/// Reads a body. It gives up when no byte comes for too long, or too few come: a download as a whole may take any time, but must get on.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="patience">How long to wait for the next byte.</param>
/// <param name="leastRate">The least rate in bytes a second; 0 for none.</param>
/// <param name="time">The clock.</param>
internal sealed class BodyReader(Stream body, TimeSpan patience, int leastRate, TimeProvider time)
{
    /// <summary>The time over which the rate is measured.</summary>
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(30);

    private long _windowStart = time.GetTimestamp();
    private long _windowBytes;

    /// <summary>Reads some bytes.</summary>
    /// <returns>Their number; 0 at the end.</returns>
    /// <exception cref="TimeoutException">None came, or too few.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var stall = new CancellationTokenSource(patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stall.Token);
        try
        {
            var count = await body.ReadAsync(buffer, linked.Token).ConfigureAwait(false);
            RequireRate(count);
            return count;
        }
        catch (OperationCanceledException exception) when (stall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No byte came for {patience.TotalSeconds:0} s.", exception);
        }
    }

    private void RequireRate(int count)
    {
        _windowBytes += count;
        var elapsed = time.GetElapsedTime(_windowStart);
        if (count == 0 || elapsed < _window)
            return;
        if (_windowBytes < leastRate * elapsed.TotalSeconds)
            throw new SlowBodyException(_windowBytes, elapsed, leastRate);
        (_windowStart, _windowBytes) = (time.GetTimestamp(), 0);
    }
}

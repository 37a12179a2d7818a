namespace TinyAudioDiffusion.Hub.Download;

/// <summary>Reads a body, and gives up when no byte comes for too long: a download as a whole may take any time.</summary>
internal sealed class BodyReader(Stream body, TimeSpan patience, TimeProvider time)
{
    /// <summary>Reads some bytes.</summary>
    /// <returns>Their number; 0 at the end.</returns>
    /// <exception cref="TimeoutException">None came.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var stall = new CancellationTokenSource(patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stall.Token);
        try
        {
            return await body.ReadAsync(buffer, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (stall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No byte came for {patience.TotalSeconds:0} s.", exception);
        }
    }
}

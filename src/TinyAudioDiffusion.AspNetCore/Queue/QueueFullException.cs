namespace TinyAudioDiffusion.AspNetCore.Queue;

/// <summary>The queue is full.</summary>
/// <param name="retryAfter">When a place may be free.</param>
internal sealed class QueueFullException(TimeSpan retryAfter) : Exception("Too many requests wait already.")
{
    public TimeSpan RetryAfter => retryAfter;
}

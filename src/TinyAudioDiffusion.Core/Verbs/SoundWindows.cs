namespace TinyAudioDiffusion;

/// <summary>
/// A sound cut into overlapping windows of one length, and put together again: where windows overlap, one fades into the next.
/// </summary>
/// <param name="total">The length of the sound in samples.</param>
/// <param name="length">The length of a window.</param>
internal sealed class SoundWindows(int total, int length)
{
    private readonly int _overlap = Math.Max(1, length / 4);

    /// <summary>Gets the number of windows.</summary>
    public int Count => total <= length ? 1 : 1 + (((total - length) + Hop - 1) / Hop);

    private int Hop => Math.Max(1, length - _overlap);

    /// <summary>Copies a window of a channel; what lies behind the end is silent.</summary>
    public void Cut(ReadOnlySpan<float> channel, int window, Span<float> part)
    {
        var kept = Math.Min(length, total - Start(window));
        channel.Slice(Start(window), kept).CopyTo(part);
        part[kept..length].Clear();
    }

    /// <summary>Adds a window to a channel, weighted so that the weights of all windows are 1 together.</summary>
    public void Add(ReadOnlySpan<float> part, int window, Span<float> channel)
    {
        var start = Start(window);
        var kept = Math.Min(length, total - start);
        for (var i = 0; i < kept; i++)
        {
            var sum = 0f;
            for (var other = Math.Max(0, window - 2); other < Math.Min(Count, window + 3); other++)
                sum += Weight(start + i - Start(other));
            channel[start + i] += part[i] * (Weight(i) / sum);
        }
    }

    private int Start(int window) => Math.Min(window * Hop, Math.Max(0, total - length));

    // Rises from one end to full over the overlap, and falls towards the other end.
    private float Weight(int place)
        => place < 0 || place >= length ? 0 : Math.Min(1, Math.Min(place + 1, length - place) / (float)(_overlap + 1));
}

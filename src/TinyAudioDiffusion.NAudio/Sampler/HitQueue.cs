using System.Collections.Concurrent;

namespace TinyAudioDiffusion.NAudio.Sampler;

/// <summary>
/// Hits from any thread, in the order of their frames for one reader. Of one frame, the first to come is the first to go. Reading takes no
/// lock and allocates nothing.
/// </summary>
internal sealed class HitQueue(int capacity)
{
    private readonly ConcurrentQueue<Hit> _incoming = new();
    private readonly PriorityQueue<Hit, (long Frame, long Order)> _sorted = new(capacity);
    private int _waiting;
    private long _order;

    /// <summary>Gets the frame of the next hit; the last possible one if there is none.</summary>
    public long NextFrame => _sorted.TryPeek(out var hit, out _) ? hit.Frame : long.MaxValue;

    /// <summary>Adds a hit, unless as many are waiting as may.</summary>
    public bool TryAdd(in Hit hit)
    {
        if (Interlocked.Increment(ref _waiting) > capacity)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        _incoming.Enqueue(hit);
        return true;
    }

    /// <summary>Wishes for silence: what was added before is forgotten. There is always room for this.</summary>
    public void AddSilence() => _incoming.Enqueue(default);

    /// <summary>Takes over what has come since the last call.</summary>
    /// <returns>Whether silence was wished for.</returns>
    public bool Sort()
    {
        var silence = false;
        while (_incoming.TryDequeue(out var hit))
        {
            if (hit.Sound is null)
            {
                silence = true;
                Clear();
            }
            else
            {
                _sorted.Enqueue(hit, (hit.Frame, _order++));
            }
        }

        return silence;
    }

    /// <summary>Takes the next hit if its time has come.</summary>
    public bool TryTake(long frame, out Hit hit)
    {
        if (!_sorted.TryPeek(out hit, out _) || hit.Frame > frame)
            return false;
        _sorted.Dequeue();
        Interlocked.Decrement(ref _waiting);
        return true;
    }

    private void Clear()
    {
        Interlocked.Add(ref _waiting, -_sorted.Count);
        _sorted.Clear();
    }
}

using System.Collections.Concurrent;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>Buffers that were used and will be used again, by their exact length: a network asks for the same few lengths at every pass.</summary>
internal sealed class BufferPool
{
    private readonly ConcurrentDictionary<long, ConcurrentBag<AlignedBuffer>> _idle = new();
    private readonly long _idleLimit;
    private long _idleFloats;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="idleLimit">How many floats may lie idle; what comes back beyond it is freed.</param>
    public BufferPool(long idleLimit) => _idleLimit = idleLimit;

    public AlignedBuffer Rent(long length)
    {
        if (_idle.TryGetValue(length, out var bag) && bag.TryTake(out var buffer))
        {
            Interlocked.Add(ref _idleFloats, -length);
            return buffer;
        }

        return new AlignedBuffer(length);
    }

    public void Return(AlignedBuffer buffer)
    {
        if (Interlocked.Add(ref _idleFloats, buffer.Length) > _idleLimit)
        {
            Interlocked.Add(ref _idleFloats, -buffer.Length);
            buffer.Dispose();
            return;
        }

        _idle.GetOrAdd(buffer.Length, static _ => []).Add(buffer);
    }

    public void Clear()
    {
        foreach (var bag in _idle.Values)
        {
            while (bag.TryTake(out var buffer))
            {
                Interlocked.Add(ref _idleFloats, -buffer.Length);
                buffer.Dispose();
            }
        }
    }
}

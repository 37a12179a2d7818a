using System.Collections.Concurrent;

namespace TinyAudioDiffusion.Engine.Managed.Memory;

/// <summary>Unused buffers, sorted by their exact length: a network asks for the same few lengths in every pass.</summary>
internal sealed class BufferPool
{
    private readonly ConcurrentDictionary<long, ConcurrentBag<AlignedBuffer>> _idle = new();
    private readonly long _idleLimit;
    private long _idleFloats;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="idleLimit">The number of floats that may lie unused; a buffer that would exceed it is freed.</param>
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

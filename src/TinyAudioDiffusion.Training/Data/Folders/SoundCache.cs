namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>
/// Prepared sounds in memory, up to a number of bytes; beyond it the one that was not used for longest goes first. Safe to use from several
/// threads at once.
/// </summary>
internal sealed class SoundCache(long capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, LinkedListNode<(int Key, float[] Samples)>> _nodes = [];
    private readonly LinkedList<(int Key, float[] Samples)> _byUse = new(); // the last used one first
    private long _bytes;

    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Finds a sound; null where it is not in memory. The caller must not change it.</summary>
    public float[]? Find(int key)
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue(key, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Samples;
        }
    }

    /// <summary>Keeps a sound where there is room; room is made for one that <paramref name="displaces"/> others.</summary>
    public void Add(int key, float[] samples, bool displaces)
    {
        var size = (long)samples.Length * sizeof(float);
        lock (_lock)
        {
            if (size > capacity || _nodes.ContainsKey(key) || (!displaces && _bytes + size > capacity))
                return;
            while (_bytes + size > capacity)
            {
                var last = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _nodes.Remove(last.Key);
                _bytes -= (long)last.Samples.Length * sizeof(float);
            }

            _nodes.Add(key, _byUse.AddFirst((key, samples)));
            _bytes += size;
        }
    }
}

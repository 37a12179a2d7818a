using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion.AspNetCore.Endpoints;

/// <summary>The sounds that were asked for last, so that a part of a sound or another format of it costs nothing.</summary>
internal sealed class SoundStore(IOptions<DrumServiceOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<StoredSound>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<StoredSound> _newestFirst = new();
    private long _size;

    public AudioClip? Find(string id)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var node))
                return null;
            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value.Clip;
        }
    }

    public void Keep(string id, AudioClip clip)
    {
        lock (_gate)
        {
            if (_byId.ContainsKey(id))
                return;
            var sound = new StoredSound(clip, id);
            _byId.Add(id, _newestFirst.AddFirst(sound));
            _size += sound.Size;
            while (_size > options.Value.CacheSize && _newestFirst.Last is { Value: var oldest })
            {
                _newestFirst.RemoveLast();
                _byId.Remove(oldest.Id);
                _size -= oldest.Size;
            }
        }
    }
}

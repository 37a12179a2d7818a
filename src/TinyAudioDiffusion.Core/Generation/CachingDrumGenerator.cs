namespace TinyAudioDiffusion;

/// <summary>
/// A generator that keeps the sounds that were made last, and gives them again instead of making them again:
/// <c>builder.Use(inner =&gt; new CachingDrumGenerator(inner))</c>.
/// </summary>
/// <remarks>
/// Sounds are kept by their id (<see cref="SoundId"/>), so that two calls that ask for one sound in different words share it. A call
/// without a seed asks for a new sound, and one with a time limit for what the moment allows: both pass through. Two calls at once that ask
/// for one sound may both make it. Safe to use from several threads at once.
/// </remarks>
public sealed class CachingDrumGenerator : DelegatingDrumGenerator
{
    private readonly Dictionary<string, LinkedListNode<(string Id, AudioClip Clip)>> _places = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, AudioClip Clip)> _byUse = [];
    private readonly Lock _gate = new();
    private readonly int _capacity;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="inner">The generator that makes the sounds.</param>
    /// <param name="capacity">
    /// The number of sounds that are kept, at least 1: 262 KB each for 32,768 samples in two channels. The one that was asked for the
    /// longest time ago leaves first.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public CachingDrumGenerator(IDrumGenerator inner, int capacity = 256)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        DrumKind kind, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => GenerateAsync(
            kind, count, options, (items, changed) => Inner.GenerateBatchAsync(kind, items, changed, progress, cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
        string model, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => GenerateAsync(
            model, count, options, (items, changed) => Inner.GenerateBatchAsync(model, items, changed, progress, cancellationToken),
            cancellationToken);

    private async Task<IReadOnlyList<AudioClip>> GenerateAsync(
        ModelChoice model, int count, GenerationOptions? options,
        Func<int, GenerationOptions?, Task<IReadOnlyList<AudioClip>>> make, CancellationToken cancellationToken)
    {
        if (options is not { Seed: { } seed, MaxDuration: null } || count < 1)
            return await make(count, options).ConfigureAwait(false);
        var clips = new List<AudioClip>();
        while (clips.Count < count)
        {
            var next = options with { Seed = unchecked(seed + (ulong)clips.Count) };
            var recipe = await Inner.ResolveAsync(model, next, cancellationToken).ConfigureAwait(false);
            if (Find(SoundId.Format(recipe)) is { } kept)
            {
                clips.Add(kept);
                continue;
            }

            // A batch costs less than its sounds one by one, so the first one that is missing brings the rest with it.
            var made = await make(count - clips.Count, next).ConfigureAwait(false);
            foreach (var clip in made)
                Keep(clip);
            clips.AddRange(made);
        }

        return clips;
    }

    private AudioClip? Find(string id)
    {
        lock (_gate)
        {
            if (!_places.TryGetValue(id, out var place))
                return null;
            _byUse.Remove(place);
            _byUse.AddFirst(place);
            return place.Value.Clip;
        }
    }

    private void Keep(AudioClip clip)
    {
        if (clip.Recipe is not { } recipe)
            return;
        var id = SoundId.Format(recipe);
        lock (_gate)
        {
            if (_places.Remove(id, out var older))
                _byUse.Remove(older);
            _places[id] = _byUse.AddFirst((id, clip));
            if (_places.Count <= _capacity)
                return;
            _places.Remove(_byUse.Last!.Value.Id);
            _byUse.RemoveLast();
        }
    }
}

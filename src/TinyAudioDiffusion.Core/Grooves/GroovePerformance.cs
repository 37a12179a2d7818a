namespace TinyAudioDiffusion.Grooves;

/// <summary>
/// A groove while it is played: a stream of samples for a sound device. With <see cref="GrooveOptions.Fresh"/> new sounds are made ahead of
/// the playhead until it is disposed; a hit whose sound is not ready repeats an earlier one of its part.
/// </summary>
/// <remarks><see cref="Read"/> never waits, and is for one thread at a time; the properties may be read from any.</remarks>
public sealed class GroovePerformance : IAsyncDisposable
{
    private readonly GrooveScore _score;
    private readonly SoundStock _stock;
    private readonly GrooveMixer _mixer;
    private readonly Queue<StereoSound>[] _played; // by part, the one that was heard longest ago first
    private readonly int _roundRobins;
    private int _newSounds;
    private int _repeats;

    internal GroovePerformance(GrooveScore score, SoundStock stock, GrooveOptions options, int sampleRate, AudioProvenance? provenance)
    {
        (_score, _stock, _roundRobins, SampleRate, Provenance) = (score, stock, options.RoundRobins, sampleRate, provenance);
        _played = [.. score.Parts.Select(_ => new Queue<StereoSound>())];
        _mixer = new GrooveMixer(score, sampleRate, Choose);
    }

    /// <summary>Gets the sample rate in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Gets the length in frames, without what rings after it.</summary>
    public long Frames => _score.Frames;

    /// <summary>Gets the number of hits.</summary>
    public int Hits => _score.Hits.Count;

    /// <summary>Gets how many hits had a sound that no hit had before, so far.</summary>
    public int NewSounds => Volatile.Read(ref _newSounds);

    /// <summary>
    /// Gets how many hits repeated a sound so far: with round robins as meant, with fresh sounds because the machine was too slow.
    /// </summary>
    public int Repeats => Volatile.Read(ref _repeats);

    /// <summary>Gets where the sounds come from, for a clip of what was read.</summary>
    public AudioProvenance? Provenance { get; }

    /// <summary>Gives the next samples.</summary>
    /// <param name="stereo">Where they go: whole frames of left and right in turn.</param>
    /// <returns>The number of samples; fewer than asked for at the end, 0 behind it.</returns>
    /// <exception cref="ArgumentException">The buffer ends within a frame.</exception>
    /// <exception cref="TinyAudioDiffusionException">Making a fresh sound failed.</exception>
    public int Read(Span<float> stereo)
    {
        if (stereo.Length % 2 != 0)
            throw new ArgumentException($"{stereo.Length} samples are not whole frames of two.", nameof(stereo));
        return 2 * _mixer.Read(stereo);
    }

    /// <summary>Stops making sounds, within one network call.</summary>
    /// <returns>A task that ends when the making has stopped.</returns>
    public ValueTask DisposeAsync() => _stock.DisposeAsync();

    /// <summary>Begins to make new sounds while others are read.</summary>
    internal void StartMaking() => _stock.StartMaking(() => _mixer.NextHit);

    /// <summary>Makes a new sound for each hit among the next frames, and waits for them.</summary>
    internal Task FillAsync(int frames, CancellationToken cancellationToken)
        => _stock.FillAsync(_mixer.NextHit, _mixer.Position + frames, cancellationToken);

    private StereoSound Choose(int hit)
    {
        var part = _score.Hits[hit].Part;
        var played = _played[part];
        if (_stock.Take(part) is { } sound)
        {
            Volatile.Write(ref _newSounds, _newSounds + 1);
            if (played.Count == _roundRobins)
                played.Dequeue();
        }
        else
        {
            Volatile.Write(ref _repeats, _repeats + 1);
            sound = played.Dequeue();
        }

        played.Enqueue(sound);
        return sound;
    }
}

using TinyAudioDiffusion;

namespace GameDrums;

/// <summary>What the player hears: hits on the beat at 120 beats a minute, mixed 60 times a second.</summary>
internal sealed class Level(SoundPack pack, SoundCache sounds)
{
    public const int FramesPerBar = 120;

    private const int SampleRate = 44100;
    private const int SamplesPerFrame = SampleRate / 60;

    // Sixteen steps a bar; a sound that no line names is hit once, at the end of the bar.
    private static readonly Dictionary<string, string> _steps = new(StringComparer.Ordinal)
    {
        ["kick"] = "x-----x-x-------",
        ["snare"] = "----x-------x--x",
        ["hat"] = "x-x-x-x-x-x-x-x-",
    };

    private readonly List<(AudioClip Clip, int Position)> _voices = [];
    private readonly List<float> _left = [];
    private readonly List<float> _right = [];

    /// <summary>Gets how many hits had no sound yet.</summary>
    public int SilentHits { get; private set; }

    /// <summary>Does the work of one frame.</summary>
    public void Update(int frame)
    {
        // A bar has 16 steps of 7.5 frames.
        var step = frame * 2 / 15;
        if (frame == 0 || step != (frame - 1) * 2 / 15)
            Hit(step % 16);
        Mix();
    }

    /// <summary>Gets everything that was heard.</summary>
    public AudioClip Recording() => new([.. _left, .. _right], channels: 2, SampleRate);

    private void Hit(int step)
    {
        foreach (var (name, id) in pack.Ids)
        {
            var isHit = _steps.TryGetValue(name, out var steps) ? steps[step] == 'x' : step == 14;
            if (!isHit)
                continue;
            if (sounds.Find(id) is { } clip)
                _voices.Add((clip, 0));
            else
                SilentHits++;
        }
    }

    private void Mix()
    {
        Span<float> left = stackalloc float[SamplesPerFrame];
        Span<float> right = stackalloc float[SamplesPerFrame];
        left.Clear();
        right.Clear();
        for (var i = _voices.Count - 1; i >= 0; i--)
        {
            var (clip, position) = _voices[i];
            Add(clip.Channel(0)[position..], left);
            Add(clip.Channel(clip.Channels - 1)[position..], right);
            if (position + SamplesPerFrame < clip.Length)
                _voices[i] = (clip, position + SamplesPerFrame);
            else
                _voices.RemoveAt(i);
        }

        _left.AddRange(left);
        _right.AddRange(right);
    }

    private static void Add(ReadOnlySpan<float> sound, Span<float> mix)
    {
        for (var i = 0; i < Math.Min(sound.Length, mix.Length); i++)
            mix[i] += 0.4f * sound[i];
    }
}

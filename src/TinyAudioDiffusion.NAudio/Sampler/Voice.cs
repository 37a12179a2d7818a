namespace TinyAudioDiffusion.NAudio.Sampler;

/// <summary>A sound under way.</summary>
internal struct Voice(in Hit hit)
{
    private int _position;
    private int _faded = -1;

    public PadSound Sound { get; } = hit.Sound!;

    public readonly bool IsFading => _faded >= 0;

    private float Left { get; } = hit.Left;

    private float Right { get; } = hit.Right;

    public void Fade()
    {
        if (!IsFading)
            _faded = 0;
    }

    /// <summary>Adds the next frames, by the fade's gains where it fades.</summary>
    /// <returns>Whether there is more to come.</returns>
    public bool Mix(Span<float> stereo, ReadOnlySpan<float> fade)
    {
        var frames = Math.Min(stereo.Length / 2, Sound.Frames - _position);
        if (IsFading)
            frames = Math.Min(frames, fade.Length - _faded);
        var input = Sound.Samples.AsSpan(2 * _position, 2 * frames);
        if (IsFading)
            Add(stereo, input, fade.Slice(_faded, frames));
        else
            Add(stereo, input);

        _position += frames;
        if (IsFading)
            _faded += frames;
        return _position < Sound.Frames && _faded < fade.Length;
    }

    private readonly void Add(Span<float> stereo, ReadOnlySpan<float> input)
    {
        for (var i = 0; i < input.Length - 1; i += 2)
        {
            stereo[i] += Left * input[i];
            stereo[i + 1] += Right * input[i + 1];
        }
    }

    private readonly void Add(Span<float> stereo, ReadOnlySpan<float> input, ReadOnlySpan<float> fade)
    {
        for (var i = 0; i < fade.Length; i++)
        {
            stereo[2 * i] += Left * fade[i] * input[2 * i];
            stereo[(2 * i) + 1] += Right * fade[i] * input[(2 * i) + 1];
        }
    }
}

namespace TinyAudioDiffusion.NAudio.Sampler;

/// <summary>
/// The sounds under way, the oldest first. As many as there may be at once, and as many again that fade out to make room.
/// </summary>
internal sealed class VoicePool(int polyphony, float[] fade)
{
    private readonly Voice[] _voices = new Voice[2 * polyphony];

    public int Count { get; private set; }

    public void Start(in Hit hit)
    {
        if (hit.Sound!.ChokeGroup is { } group)
            Choke(group);
        MakeRoom();
        _voices[Count++] = new Voice(hit);
    }

    public void FadeAll()
    {
        foreach (ref var voice in _voices.AsSpan(0, Count))
            voice.Fade();
    }

    public void Mix(Span<float> stereo)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (_voices[i].Mix(stereo, fade))
                _voices[kept++] = _voices[i];
        }

        // What is over lets go of its sound.
        _voices.AsSpan(kept, Count - kept).Clear();
        Count = kept;
    }

    private void Choke(int group)
    {
        foreach (ref var voice in _voices.AsSpan(0, Count))
        {
            if (voice.Sound.ChokeGroup == group)
                voice.Fade();
        }
    }

    private void MakeRoom()
    {
        var (sounding, oldest) = (0, -1);
        for (var i = Count - 1; i >= 0; i--)
        {
            if (!_voices[i].IsFading)
                (sounding, oldest) = (sounding + 1, i);
        }

        if (sounding == polyphony)
            _voices[oldest].Fade();
        if (Count < _voices.Length)
            return;

        // More hits within one fade than there are voices: the oldest ends at once.
        _voices.AsSpan(1, Count - 1).CopyTo(_voices);
        Count--;
    }
}

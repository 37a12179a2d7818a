namespace TinyAudioDiffusion.Grooves;

/// <summary>
/// Mixes the hits of a score, each from its exact frame on. What is read does not depend on the sizes of the blocks. For one thread.
/// </summary>
/// <param name="score">The score.</param>
/// <param name="sampleRate">The sample rate in Hz.</param>
/// <param name="choose">Gives the sound of a hit, by the hit's index, at the time when it begins.</param>
internal sealed class GrooveMixer(GrooveScore score, int sampleRate, Func<int, StereoSound> choose)
{
    // More sounds at once than any drummer makes; a file of a million hits at one beat must not stop the clock.
    private const int MostVoices = 256;

    private readonly float[] _fade = FadeOut(sampleRate / 200);
    private readonly List<Voice> _voices = [];
    private int _next;

    /// <summary>Gets the index of the first hit that has not begun.</summary>
    public int NextHit => Volatile.Read(ref _next);

    /// <summary>Gets the number of frames that were read.</summary>
    public long Position { get; private set; }

    /// <summary>Fills the next frames.</summary>
    /// <param name="stereo">Left and right in turn, whole frames.</param>
    /// <returns>The number of frames until the end; fewer than asked for where everything has rung out.</returns>
    public int Read(Span<float> stereo)
    {
        stereo.Clear();
        var (start, frames) = (Position, stereo.Length / 2);
        while (_next < score.Hits.Count && score.Hits[_next].Frame < start + frames)
            Begin(_next);
        var end = score.Frames;
        foreach (var voice in _voices)
        {
            voice.Mix(start, stereo, _fade);
            end = Math.Max(end, voice.End(_fade.Length));
        }

        _voices.RemoveAll(voice => voice.End(_fade.Length) <= start + frames);
        var read = (int)Math.Clamp(_next < score.Hits.Count ? frames : end - start, 0, frames);
        Position = start + read;
        return read;
    }

    private void Begin(int index)
    {
        Volatile.Write(ref _next, index + 1);
        var hit = score.Hits[index];
        if (score.Parts[hit.Part].ChokeGroup is { } group)
        {
            foreach (var voice in _voices)
            {
                if (voice.ChokeGroup == group && voice.Start < hit.Frame)
                    voice.StopAt(hit.Frame);
            }
        }

        if (_voices.Count == MostVoices)
            _voices.RemoveAll(voice => voice.End(_fade.Length) <= hit.Frame);
        if (_voices.Count == MostVoices)
            _voices.RemoveAt(0);
        _voices.Add(new Voice(hit, choose(index), score.Parts[hit.Part].ChokeGroup));
    }

    // Half a cosine from just below 1 to just above 0: no step at either end.
    private static float[] FadeOut(int frames)
        => [.. Enumerable.Range(1, frames).Select(i => (float)(0.5 + (0.5 * double.CosPi(i / (frames + 1.0)))))];

    private sealed class Voice(TimedHit hit, StereoSound sound, string? chokeGroup)
    {
        private long _stop = long.MaxValue;
        private float _left;
        private float _right;

        public string? ChokeGroup => chokeGroup;

        public long Start => hit.Frame;

        public void StopAt(long frame) => _stop = Math.Min(_stop, frame);

        public long End(int fade) => Math.Min(hit.Frame + sound.Frames, _stop > long.MaxValue - fade ? long.MaxValue : _stop + fade);

        public void Mix(long start, Span<float> stereo, ReadOnlySpan<float> fade)
        {
            var last = Math.Min(start + (stereo.Length / 2), End(fade.Length));
            for (var frame = Math.Max(start, hit.Frame); frame < last; frame++)
            {
                var (from, to) = (2 * (int)(frame - hit.Frame), 2 * (int)(frame - start));
                _left += hit.Smoothing * (sound.Samples[from] - _left);
                _right += hit.Smoothing * (sound.Samples[from + 1] - _right);
                var gain = frame < _stop ? hit.Gain : hit.Gain * fade[(int)(frame - _stop)];
                stereo[to] += gain * _left;
                stereo[to + 1] += gain * _right;
            }
        }
    }
}

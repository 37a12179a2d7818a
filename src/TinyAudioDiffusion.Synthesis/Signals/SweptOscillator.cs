namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>A tone whose frequency falls: f(t) = end + (start - end) e^(-t/sweep) + snap e^(-t/snapTime).</summary>
/// <param name="Start">The frequency at the start, in Hz.</param>
/// <param name="End">The frequency that it falls to.</param>
/// <param name="Sweep">The time constant of the fall in seconds.</param>
/// <param name="Snap">The frequency added at the very start, in Hz; it sounds like a click.</param>
/// <param name="SnapTime">The time constant of that.</param>
/// <param name="Shape">0 for a sine, 1 for a triangle, mixed in between.</param>
/// <param name="Phase">The phase at the start, in turns.</param>
internal readonly record struct SweptOscillator(
    float Start, float End, float Sweep, float Snap = 0, float SnapTime = 0, float Shape = 0, float Phase = 0)
{
    private const float TimeConstants = 6.9077554f; // in a decay by 60 dB

    /// <summary>Writes the tone at amplitude 1.</summary>
    public void Render(Span<float> destination)
    {
        const float perSample = 1f / StereoSound.SampleRate;
        var (sweep, sweepDecay) = ((Start - End) * perSample, Decibels.DecayPerSample(Sweep * TimeConstants));
        var (snap, snapDecay) = (Snap * perSample, Decibels.DecayPerSample(SnapTime * TimeConstants));
        var (phase, end) = (Phase, End * perSample);
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = ((1f - Shape) * Sine.OfTurn(phase)) + (Shape * Sine.Triangle(phase));
            phase += Math.Clamp(end + sweep + snap, 0f, 0.45f);
            if (phase >= 1f)
                phase -= 1f;
            sweep *= sweepDecay;
            snap *= snapDecay;
            if (Math.Abs(sweep) < 1e-12f)
                sweep = 0;
            if (Math.Abs(snap) < 1e-12f)
                snap = 0;
        }
    }
}

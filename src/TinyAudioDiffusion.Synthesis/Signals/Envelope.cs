namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>
/// A level over time: a rise, a plateau, then an exponential decay with, maybe, a slower one below it. Times in seconds; a decay is by 60
/// dB.
/// </summary>
/// <param name="Attack">The rise from 0, half a cosine.</param>
/// <param name="Hold">The time that the level stays at 1 after the rise.</param>
/// <param name="Decay">The decay.</param>
/// <param name="Tail">The slower decay.</param>
/// <param name="TailShare">The share of the slower decay in the level, 0 to 1.</param>
internal readonly record struct Envelope(float Attack, float Hold, float Decay, float Tail = 0, float TailShare = 0)
{
    private const float Inaudible = 1e-6f;

    /// <summary>Gets the number of samples after which the level lies below -120 dB.</summary>
    public int Samples => (int)((Attack + Hold + (2 * Math.Max(Decay, TailShare > 0 ? Tail : 0))) * StereoSound.SampleRate);

    /// <summary>Multiplies samples by the level from its beginning; what lies below -120 dB becomes silence.</summary>
    public void Apply(Span<float> samples)
    {
        var rise = Math.Min((int)(Attack * StereoSound.SampleRate), samples.Length);
        for (var i = 0; i < rise; i++)
        {
            var half = Sine.OfTurn((i + 0.5f) / (4 * rise));
            samples[i] *= half * half;
        }

        var first = Math.Min(rise + (int)(Hold * StereoSound.SampleRate), samples.Length);
        var (fast, slow) = (1f - TailShare, TailShare);
        var (fastDecay, slowDecay) = (Decibels.DecayPerSample(Decay), Decibels.DecayPerSample(Tail));
        for (var i = first; i < samples.Length; i++)
        {
            var level = fast + slow;
            if (level < Inaudible)
            {
                samples[i..].Clear();
                return;
            }

            samples[i] *= level;
            fast *= fastDecay;
            slow *= slowDecay;
            if (fast < Inaudible / 16)
                fast = 0; // before it becomes a slow denormal number
        }
    }
}

using System.Runtime.Intrinsics;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>
/// Noise whose bands decay each at its own pace, as in everything that rattles, hisses and rings: eight band passes (Bristow-Johnson's, of
/// gain 1 at their centres) side by side, each followed by its envelope.
/// </summary>
internal static class NoiseBands
{
    /// <summary>The ratio of the slower decay to the faster one.</summary>
    public const float TailTimes = 3;

    private const int Settling = 256;
    private const float Floor = 1e-20f; // of levels, before they become slow denormal numbers

    /// <summary>Adds up to eight bands of one noise to a sound.</summary>
    /// <param name="bands">The bands.</param>
    /// <param name="noise">The noise.</param>
    /// <param name="destination">Receives the sum.</param>
    /// <param name="gain">Multiplies all amplitudes.</param>
    /// <param name="attack">The time constant of the rise in seconds; 0 for none.</param>
    public static void Add(ReadOnlySpan<Band> bands, WhiteNoise noise, Span<float> destination, float gain = 1, float attack = 0)
    {
        if (bands.IsEmpty)
            return;
        Span<float> b0 = stackalloc float[Lanes.Count];
        Span<float> a1 = stackalloc float[Lanes.Count];
        Span<float> a2 = stackalloc float[Lanes.Count];
        Span<float> fast = stackalloc float[Lanes.Count];
        Span<float> slow = stackalloc float[Lanes.Count];
        Span<float> fastDecay = stackalloc float[Lanes.Count];
        Span<float> slowDecay = stackalloc float[Lanes.Count];
        var longest = 0f;
        for (var i = 0; i < bands.Length; i++)
        {
            var band = bands[i];
            var turns = 2.0 * Math.Min(band.Frequency, 20500f) / StereoSound.SampleRate;
            var alpha = double.SinPi(turns) / (2 * band.Q);
            (b0[i], a1[i], a2[i]) = (
                (float)(alpha / (1 + alpha)), (float)(-2 * double.CosPi(turns) / (1 + alpha)), (float)((1 - alpha) / (1 + alpha)));
            (fast[i], slow[i]) = (band.Amplitude * gain * (1 - band.TailShare), band.Amplitude * gain * band.TailShare);
            (fastDecay[i], slowDecay[i]) = (Decibels.DecayPerSample(band.Decay), Decibels.DecayPerSample(band.Decay * TailTimes));
            longest = Math.Max(longest, band.Decay * (band.TailShare > 0 ? TailTimes : 1));
        }

        // 1.7 times the decay by 60 dB is one by 102 dB.
        var length = Math.Min(destination.Length, (int)(1.7f * longest * StereoSound.SampleRate));
        using var scratch = new Scratch(Settling + length);
        noise.Fill(scratch.Span);
        Run(
            scratch.Span, destination,
            (Vector256.Create<float>(b0), Vector256.Create<float>(a1), Vector256.Create<float>(a2)),
            (Vector256.Create<float>(fast), Vector256.Create<float>(fastDecay)),
            (Vector256.Create<float>(slow), Vector256.Create<float>(slowDecay)),
            attack);
    }

    private static void Run(
        ReadOnlySpan<float> noise, Span<float> destination,
        (Vector256<float> B0, Vector256<float> A1, Vector256<float> A2) filter,
        (Vector256<float> Level, Vector256<float> Decay) fast, (Vector256<float> Level, Vector256<float> Decay) slow, float attack)
    {
        var (s1, s2) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (missing, missingDecay) = (attack > 0 ? 1f : 0f, Decibels.DecayPerSample(attack * 6.9077554f));
        var floor = Vector256.Create(Floor);
        for (var i = 0; i < noise.Length; i++)
        {
            var x = filter.B0 * noise[i];
            var y = x + s1;
            s1 = s2 - (filter.A1 * y);
            s2 = -x - (filter.A2 * y);
            if (i < Settling)
                continue;

            destination[i - Settling] += Lanes.Sum(y * (fast.Level + slow.Level)) * (1f - missing);
            (fast.Level, slow.Level) = (Vector256.Max(fast.Level * fast.Decay, floor), Vector256.Max(slow.Level * slow.Decay, floor));
            missing = Math.Max(missing * missingDecay, Floor);
        }
    }
}

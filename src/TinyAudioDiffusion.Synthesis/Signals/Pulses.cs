using System.Runtime.Intrinsics;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>A cluster of up to eight square waves, as in the cymbals and cowbells of analogue drum machines.</summary>
internal static class Pulses
{
    /// <summary>Adds the square waves to a sound.</summary>
    /// <remarks>
    /// Each edge is rounded by the polynomial of Valimaki and Huovilainen (2007), "PolyBLEP", which removes most of the aliasing.
    /// </remarks>
    /// <param name="frequencies">The frequencies in Hz.</param>
    /// <param name="phases">The phases at the start, in turns.</param>
    /// <param name="destination">Receives the sum of the waves, each of amplitude 1 over their number.</param>
    public static void Add(ReadOnlySpan<float> frequencies, ReadOnlySpan<float> phases, Span<float> destination)
    {
        Span<float> steps = stackalloc float[Lanes.Count];
        Span<float> starts = stackalloc float[Lanes.Count];
        Span<float> levels = stackalloc float[Lanes.Count];
        steps.Fill(0.01f);
        for (var i = 0; i < frequencies.Length; i++)
            (steps[i], starts[i], levels[i]) = (frequencies[i] / StereoSound.SampleRate, phases[i], 1f / frequencies.Length);

        var (step, phase, level) = (Vector256.Create<float>(steps), Vector256.Create<float>(starts), Vector256.Create<float>(levels));
        var (one, half) = (Vector256<float>.One, Vector256.Create(0.5f));
        var perStep = one / step;
        for (var i = 0; i < destination.Length; i++)
        {
            var opposite = phase + half;
            opposite -= Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(opposite, one), one, Vector256<float>.Zero);
            var square = Vector256.ConditionalSelect(Vector256.LessThan(phase, half), one, -one);
            destination[i] += Lanes.Sum(level * (square + Edge(phase, perStep) - Edge(opposite, perStep)));
            phase += step;
            phase -= Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(phase, one), one, Vector256<float>.Zero);
        }
    }

    // With t the distance from the edge in samples: -(1 - t)^2 just behind it, (1 + t)^2 just before it, 0 elsewhere.
    private static Vector256<float> Edge(Vector256<float> phase, Vector256<float> perStep)
    {
        var (one, zero) = (Vector256<float>.One, Vector256<float>.Zero);
        var behind = Vector256.Max(one - (phase * perStep), zero);
        var before = Vector256.Max(one - ((one - phase) * perStep), zero);
        return (before * before) - (behind * behind);
    }
}

using System.Runtime.Intrinsics;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>
/// A struck body as the sum of its modes: each a phasor z that turns and shrinks, z[n+1] = z[n] r e^(i w), of which the imaginary part
/// sounds; a stroke of some duration feeds all phasors, which softens what is faster than it. Eight modes are computed side by side.
/// </summary>
/// <remarks>
/// A stretched skin sounds higher while it swings wide: all frequencies start above their own by the glide and fall to them.
/// </remarks>
internal static class ModalBank
{
    private const int GlideBlock = 32;

    /// <summary>Adds the modes to a sound.</summary>
    /// <param name="modes">The modes; those at or above 20 kHz are left out.</param>
    /// <param name="destination">Receives the sum.</param>
    /// <param name="gain">Multiplies all amplitudes.</param>
    /// <param name="stroke">The length of the stroke in seconds, 0 for an impulse.</param>
    /// <param name="glide">The rise of the frequencies at the start, as a share of themselves.</param>
    /// <param name="glideTime">The time constant of the glide in seconds.</param>
    public static void Add(
        ReadOnlySpan<Mode> modes, Span<float> destination, float gain = 1, float stroke = 0, float glide = 0, float glideTime = 0.02f)
    {
        var force = Stroke(stroke, stackalloc float[512]);
        for (var first = 0; first < modes.Length; first += Lanes.Count)
            AddEight(modes.Slice(first, Math.Min(Lanes.Count, modes.Length - first)), destination, gain, force, glide, glideTime);
    }

    private static void AddEight(
        ReadOnlySpan<Mode> modes, Span<float> destination, float gain, ReadOnlySpan<float> force, float glide, float glideTime)
    {
        Span<float> shrink = stackalloc float[Lanes.Count];
        Span<float> startSine = stackalloc float[Lanes.Count];
        Span<float> startCosine = stackalloc float[Lanes.Count];
        var longest = 0f;
        for (var i = 0; i < modes.Length; i++)
        {
            var mode = modes[i];
            if (mode.Frequency >= 20000)
                continue;
            shrink[i] = Decibels.DecayPerSample(mode.Decay);
            (startSine[i], startCosine[i]) = (
                mode.Amplitude * gain * (float)double.SinPi(2 * mode.Phase), mode.Amplitude * gain * (float)double.CosPi(2 * mode.Phase));
            longest = Math.Max(longest, mode.Decay);
        }

        // 1.7 times the decay by 60 dB is one by 102 dB.
        var length = Math.Min(destination.Length, force.Length + (int)(1.7f * longest * StereoSound.SampleRate));
        var (real, imaginary) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (pushReal, pushImaginary) = (Vector256.Create<float>(startCosine), Vector256.Create<float>(startSine));
        var (shift, shiftDecay) = (glide, Decibels.DecayPerSample(glideTime * 6.9077554f / GlideBlock));
        for (var start = 0; start < length;)
        {
            var (cosine, sine) = Rotation(modes, shrink, shift);
            var end = shift > 1e-4f ? Math.Min(length, start + GlideBlock) : length;
            for (var i = start; i < end; i++)
            {
                if (i < force.Length)
                    (real, imaginary) = (real + (pushReal * force[i]), imaginary + (pushImaginary * force[i]));
                destination[i] += Lanes.Sum(imaginary);
                (real, imaginary) = ((real * cosine) - (imaginary * sine), (real * sine) + (imaginary * cosine));
            }

            (start, shift) = (end, shift * shiftDecay);
        }
    }

    private static (Vector256<float> Cosine, Vector256<float> Sine) Rotation(
        ReadOnlySpan<Mode> modes, ReadOnlySpan<float> shrink, float shift)
    {
        Span<float> cosine = stackalloc float[Lanes.Count];
        Span<float> sine = stackalloc float[Lanes.Count];
        for (var i = 0; i < modes.Length; i++)
        {
            var turns = Math.Min(modes[i].Frequency * (1f + shift), 21000f) / StereoSound.SampleRate;
            (cosine[i], sine[i]) = (shrink[i] * Sine.OfTurn(turns < 0.75f ? turns + 0.25f : turns - 0.75f), shrink[i] * Sine.OfTurn(turns));
        }

        return (Vector256.Create<float>(cosine), Vector256.Create<float>(sine));
    }

    // Half a sine, of unit area: slow modes swing as after an impulse.
    private static ReadOnlySpan<float> Stroke(float seconds, Span<float> buffer)
    {
        var force = buffer[..Math.Clamp((int)(seconds * StereoSound.SampleRate), 1, buffer.Length)];
        var sum = 0f;
        for (var i = 0; i < force.Length; i++)
        {
            force[i] = Sine.OfTurn((i + 0.5f) / (2 * force.Length));
            sum += force[i];
        }

        foreach (ref var value in force)
            value /= sum;
        return force;
    }
}

using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis;

/// <summary>
/// The production of a drum sound: saturation, room, tone, place between the loudspeakers, a fade to silence, level.
/// </summary>
internal sealed record Production
{
    private const float SilentEnd = 0.05f;
    private const float HighestPeak = -0.5f;
    private const float LowestPeak = -6;

    /// <summary>Gets the gain before soft clipping of a sound whose peak is 1; 0 for none.</summary>
    public required float Saturation { get; init; }

    /// <summary>Gets the room; none for a dry sound.</summary>
    public Room? Room { get; init; }

    /// <summary>Gets the gain above <see cref="ShelfFrequency"/> in decibels.</summary>
    public required float Shelf { get; init; }

    public required float ShelfFrequency { get; init; }

    /// <summary>Gets the corner of a low pass in Hz; 0 for none.</summary>
    public required float LowPass { get; init; }

    /// <summary>Gets the place: the share by which the left is louder.</summary>
    public required float Pan { get; init; }

    /// <summary>Gets when there is silence at the latest, in seconds: the sound is cut as samples are.</summary>
    public required float End { get; init; }

    /// <summary>Gets the length of the fade before that, in seconds.</summary>
    public required float Fade { get; init; }

    /// <summary>Gets the loudness to reach, in decibels, where the peak allows.</summary>
    public required float Loudness { get; init; }

    /// <summary>Draws the production of a kind: kicks drier and in the middle, hats brighter.</summary>
    public static Production Draw(DrumKind kind, Draws draws)
    {
        var kick = kind == DrumKind.Kick;
        var end = draws.Chance(0.25f) ? draws.LogUniform(0.08f, 0.6f) : 1;
        return new Production
        {
            Saturation = draws.Chance(0.3f) ? draws.LogUniform(0.6f, 3.5f) : 0,
            Room = draws.Chance(kick ? 0.4f : 0.6f) ? DrawRoom(kick, draws) : null,
            Shelf = draws.Chance(0.5f) ? draws.Uniform(-7, 5) : 0,
            ShelfFrequency = draws.LogUniform(1500, 8000),
            LowPass = draws.Chance(0.3f) ? draws.LogUniform(kind == DrumKind.HiHat ? 11000 : 3000, 16500) : 0,
            Pan = kick || draws.Chance(0.6f) ? 0 : draws.Uniform(-0.12f, 0.12f),
            End = end,
            Fade = end < 1 ? end * draws.LogUniform(0.1f, 0.9f) : draws.LogUniform(0.06f, 0.4f),
            Loudness = draws.Uniform(-16.5f, -12.5f),
        };
    }

    /// <summary>Finishes a sound: no offset, silence at its end, its peak between -6 and -0.5 dBFS.</summary>
    public void Apply(StereoSound sound, Draws draws)
    {
        if (Saturation > 0)
        {
            sound.Scale(1 / Math.Max(sound.Peak(), 1e-9f));
            Drive.Apply(sound.Mid, Saturation);
        }

        Room?.Apply(sound, draws);
        Finish(sound.Mid, 20);
        Finish(sound.Side, 160);
        for (var i = 0; i < sound.Length; i++)
            sound.Side[i] += Pan * sound.Mid[i];
        ApplyFade(sound);
        var loudness = (float)Math.Sqrt(Math.Max(ShortLoudness.Measure(sound), 1e-18f));
        var peak = Math.Max(sound.Peak(), 1e-9f);
        sound.Scale(
            Math.Clamp(
                Decibels.ToAmplitude(Loudness) / loudness, Decibels.ToAmplitude(LowestPeak) / peak,
                Decibels.ToAmplitude(HighestPeak) / peak));
    }

    private static Room DrawRoom(bool kick, Draws draws) => new(
        draws.Level(-34, kick ? -16 : -9),
            draws.LogUniform(0.006f, 0.044f),
            draws.LogUniform(0.05f, kick ? 0.35f : 0.8f),
            draws.Unit(),
            kick ? draws.Uniform(0, 0.4f) : draws.Uniform(0.1f, 1));

    private void Finish(Span<float> channel, float highPass)
    {
        Biquad.HighPass(highPass).Apply(channel);
        if (Shelf != 0)
            Biquad.HighShelf(ShelfFrequency, Shelf).Apply(channel);
        if (LowPass > 0)
            Biquad.LowPass(LowPass).Apply(channel);
    }

    private void ApplyFade(StereoSound sound)
    {
        var end = Math.Min(sound.Samples(End), sound.Length - sound.Samples(SilentEnd));
        var length = Math.Min(sound.Samples(Fade), end);
        for (var i = 0; i < length; i++)
        {
            var quarter = Sine.OfTurn((length - i - 0.5f) / (4 * length));
            sound.Mid[end - length + i] *= quarter * quarter;
            sound.Side[end - length + i] *= quarter * quarter;
        }

        sound.Mid[end..].Clear();
        sound.Side[end..].Clear();
    }
}

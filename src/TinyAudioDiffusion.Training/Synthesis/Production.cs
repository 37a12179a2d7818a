using TinyAudioDiffusion.Training.Synthesis.Signals;

namespace TinyAudioDiffusion.Training.Synthesis;

/// <summary>What happens to a drum after it sounded: room, tone, place between the loudspeakers, a fade to silence, level.</summary>
internal sealed record Production
{
    private const float SilentEnd = 0.05f;
    private const float HighestPeak = -0.5f;
    private const float LowestPeak = -6;

    /// <summary>Gets the room; none for a dry sound.</summary>
    public Room? Room { get; init; }

    /// <summary>Gets the gain above <see cref="ShelfFrequency"/> in decibels.</summary>
    public required float Shelf { get; init; }

    public required float ShelfFrequency { get; init; }

    /// <summary>Gets the place: the share by which the left is louder.</summary>
    public required float Pan { get; init; }

    /// <summary>Gets the length of the last fade in seconds.</summary>
    public required float Fade { get; init; }

    /// <summary>Gets how long before the end there is silence, in seconds.</summary>
    public required float Silence { get; init; }

    /// <summary>Gets the loudness to reach, in decibels, where the peak allows.</summary>
    public required float Loudness { get; init; }

    /// <summary>Draws the production of a kind: kicks drier and in the middle.</summary>
    public static Production Draw(DrumKind kind, Draws draws)
    {
        var kick = kind == DrumKind.Kick;
        return new Production
        {
            Room = draws.Chance(kick ? 0.35f : 0.6f)
                ? new Room(
                    draws.Level(kick ? -36 : -34, kick ? -16 : -12), draws.LogUniform(0.006f, 0.044f), draws.LogUniform(0.05f, kick ? 0.3f : 0.5f), draws.Unit(), kick ? draws.Uniform(0, 0.4f) : draws.Uniform(0.1f, 1))
                : null,
            Shelf = draws.Chance(0.5f) ? draws.Uniform(-6, 5) : 0,
            ShelfFrequency = draws.LogUniform(1500, 8000),
            Pan = kick || draws.Chance(0.6f) ? 0 : draws.Uniform(-0.12f, 0.12f),
            Fade = draws.LogUniform(0.06f, 0.4f),
            Silence = SilentEnd + (draws.Unit() * draws.Unit() * 0.15f),
            Loudness = draws.Uniform(-19, -15),
        };
    }

    /// <summary>Finishes a sound: no offset, silence at its end, its peak between -6 and -0.5 dBFS.</summary>
    public void Apply(StereoSound sound, Draws draws)
    {
        Room?.Apply(sound, draws);
        Finish(sound.Mid, 20);
        Finish(sound.Side, 160);
        for (var i = 0; i < sound.Length; i++)
            sound.Side[i] += Pan * sound.Mid[i];
        ApplyFade(sound);
        ApplyLevel(sound);
    }

    private void Finish(Span<float> channel, float highPass)
    {
        Biquad.HighPass(highPass).Apply(channel);
        if (Shelf != 0)
            Biquad.HighShelf(ShelfFrequency, Shelf).Apply(channel);
    }

    private void ApplyFade(StereoSound sound)
    {
        var end = Math.Max(1, sound.Length - sound.Samples(Silence));
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

    private void ApplyLevel(StereoSound sound)
    {
        var mid = sound.Mid;
        var side = sound.Side;
        var peak = 1e-9f;
        for (var i = 0; i < mid.Length; i++)
            peak = Math.Max(peak, Math.Abs(mid[i]) + Math.Abs(side[i]));

        var wanted = Decibels.ToAmplitude(Loudness) / (float)Math.Sqrt(Math.Max(ShortLoudness.Measure(sound), 1e-18f));
        var gain = Math.Clamp(wanted, Decibels.ToAmplitude(LowestPeak) / peak, Decibels.ToAmplitude(HighestPeak) / peak);
        for (var i = 0; i < mid.Length; i++)
        {
            mid[i] *= gain;
            side[i] *= gain;
        }
    }
}

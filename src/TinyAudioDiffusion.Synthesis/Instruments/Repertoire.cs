using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>Which instruments a kind of drum sound consists of, and how often each is drawn.</summary>
internal static class Repertoire
{
    /// <summary>Gets all instruments; the weight of one is its share, in percent, among those of its kind.</summary>
    public static IReadOnlyList<(
        DrumKind Kind, string Name, string Class, float Weight, Func<Draws, Instrument> Draw)> Instruments
    { get; } =
    [
        (DrumKind.Kick, "deep kick", "kick", 18, Kick.DrawDeep),
        (DrumKind.Kick, "punchy kick", "kick", 28, Kick.DrawPunchy),
        (DrumKind.Kick, "acoustic kick", "kick", 30, Kick.DrawAcoustic),
        (DrumKind.Kick, "hard kick", "kick", 12, Kick.DrawHard),
        (DrumKind.Kick, "soft kick", "kick", 12, Kick.DrawSoft),
        (DrumKind.Snare, "snare", "snare", 100, Snare.Draw),
        (DrumKind.HiHat, "hi-hat", "closed-hat", 100, HiHat.Draw),
        (DrumKind.Percussion, "tom", "tom", 18, Skin.DrawTom),
        (DrumKind.Percussion, "conga", "conga", 13, Skin.DrawHandDrum),
        (DrumKind.Percussion, "tabla", "tabla", 7, Skin.DrawTabla),
        (DrumKind.Percussion, "clap", "clap", 8, Clap.DrawClap),
        (DrumKind.Percussion, "snap", "clap", 4, Clap.DrawSnap),
        (DrumKind.Percussion, "rim", "rim", 11, Bar.DrawRim),
        (DrumKind.Percussion, "wood", "block", 11, Bar.DrawWood),
        (DrumKind.Percussion, "metal", "bell", 10, Bar.DrawMetal),
        (DrumKind.Percussion, "cowbell", "cowbell", 8, Cowbell.Draw),
        (DrumKind.Percussion, "shaker", "shaker", 2, Shaker.DrawShaker),
        (DrumKind.Percussion, "tambourine", "tambourine", 2, Shaker.DrawTambourine),
        (DrumKind.Percussion, "impact", "blip", 1, Impact.Draw),
        (DrumKind.Percussion, "blip", "blip", 4, Blip.Draw),
        (DrumKind.Percussion, "cymbal", "crash", 1, Cymbal.Draw),
    ];

    /// <summary>Draws an instrument of a kind.</summary>
    /// <returns>The instrument, and its class: kick, clap, open-hat.</returns>
    public static (Instrument Instrument, string Class) Draw(DrumKind kind, Draws draws)
    {
        Span<float> weights = stackalloc float[Instruments.Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Instruments[i].Kind == kind ? Instruments[i].Weight : 0;
        var entry = Instruments[draws.Weighted(weights)];
        var instrument = entry.Draw(draws);
        return (instrument, instrument is HiHat hat ? hat.Class : entry.Class);
    }
}

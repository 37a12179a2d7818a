using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis.Instruments;

/// <summary>Which instruments a kind of drum sound consists of, and how often each is drawn.</summary>
internal static class Repertoire
{
    /// <summary>Gets all instruments; the weight of one is its share, in percent, among those of its kind.</summary>
    public static IReadOnlyList<(DrumKind Kind, string Name, float Weight, Func<Draws, Instrument> Draw)> Instruments { get; } =
    [
        (DrumKind.Kick, "deep kick", 18, Kick.DrawDeep),
        (DrumKind.Kick, "punchy kick", 28, Kick.DrawPunchy),
        (DrumKind.Kick, "acoustic kick", 30, Kick.DrawAcoustic),
        (DrumKind.Kick, "hard kick", 12, Kick.DrawHard),
        (DrumKind.Kick, "soft kick", 12, Kick.DrawSoft),
        (DrumKind.Snare, "snare", 100, Snare.Draw),
        (DrumKind.HiHat, "hi-hat", 100, HiHat.Draw),
        (DrumKind.Percussion, "tom", 18, Skin.DrawTom),
        (DrumKind.Percussion, "conga", 13, Skin.DrawHandDrum),
        (DrumKind.Percussion, "tabla", 7, Skin.DrawTabla),
        (DrumKind.Percussion, "clap", 8, Clap.DrawClap),
        (DrumKind.Percussion, "snap", 4, Clap.DrawSnap),
        (DrumKind.Percussion, "rim", 11, Bar.DrawRim),
        (DrumKind.Percussion, "wood", 11, Bar.DrawWood),
        (DrumKind.Percussion, "metal", 10, Bar.DrawMetal),
        (DrumKind.Percussion, "cowbell", 8, Cowbell.Draw),
        (DrumKind.Percussion, "shaker", 2, Shaker.DrawShaker),
        (DrumKind.Percussion, "tambourine", 2, Shaker.DrawTambourine),
        (DrumKind.Percussion, "impact", 1, Impact.Draw),
        (DrumKind.Percussion, "blip", 4, Blip.Draw),
        (DrumKind.Percussion, "cymbal", 1, Cymbal.Draw),
    ];

    /// <summary>Draws an instrument of a kind.</summary>
    public static Instrument Draw(DrumKind kind, Draws draws)
    {
        Span<float> weights = stackalloc float[Instruments.Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Instruments[i].Kind == kind ? Instruments[i].Weight : 0;
        return Instruments[draws.Weighted(weights)].Draw(draws);
    }
}

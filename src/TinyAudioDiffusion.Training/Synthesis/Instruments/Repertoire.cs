using TinyAudioDiffusion.Training.Synthesis.Signals;

namespace TinyAudioDiffusion.Training.Synthesis.Instruments;

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
        (DrumKind.Percussion, "tom", 14, Skin.DrawTom),
        (DrumKind.Percussion, "conga", 12, Skin.DrawHandDrum),
        (DrumKind.Percussion, "tabla", 7, Skin.DrawTabla),
        (DrumKind.Percussion, "clap", 12, Clap.DrawClap),
        (DrumKind.Percussion, "snap", 5, Clap.DrawSnap),
        (DrumKind.Percussion, "rim", 9, Bar.DrawRim),
        (DrumKind.Percussion, "wood", 7, Bar.DrawWood),
        (DrumKind.Percussion, "metal", 6, Bar.DrawMetal),
        (DrumKind.Percussion, "cowbell", 5, Cowbell.Draw),
        (DrumKind.Percussion, "shaker", 7, Shaker.DrawShaker),
        (DrumKind.Percussion, "tambourine", 5, Shaker.DrawTambourine),
        (DrumKind.Percussion, "impact", 4, Impact.Draw),
        (DrumKind.Percussion, "blip", 4, Blip.Draw),
        (DrumKind.Percussion, "cymbal", 3, Cymbal.Draw),
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

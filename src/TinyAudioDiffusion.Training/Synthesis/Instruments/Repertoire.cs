using TinyAudioDiffusion.Training.Synthesis.Signals;

namespace TinyAudioDiffusion.Training.Synthesis.Instruments;

/// <summary>Which instruments a kind of drum sound consists of, and how often each is drawn.</summary>
internal static class Repertoire
{
    private static readonly (float Weight, Func<Draws, Instrument> Draw)[] _percussion =
    [
        (15, Skin.DrawTom),
        (12, Skin.DrawHandDrum),
        (7, Skin.DrawTabla),
        (13, Clap.DrawClap),
        (5, Clap.DrawSnap),
        (10, Bar.DrawRim),
        (8, Bar.DrawWood),
        (7, Bar.DrawMetal),
        (6, Cowbell.Draw),
        (8, Shaker.DrawShaker),
        (5, Shaker.DrawTambourine),
        (7, Blip.Draw),
        (5, Cymbal.Draw),
    ];

    private static readonly float[] _percussionWeights = [.. _percussion.Select(entry => entry.Weight)];

    /// <summary>Draws an instrument of a kind.</summary>
    public static Instrument Draw(DrumKind kind, Draws draws) => kind switch
    {
        DrumKind.Kick => Kick.Draw(draws),
        DrumKind.Snare => Snare.Draw(draws),
        DrumKind.HiHat => HiHat.Draw(draws),
        _ => _percussion[draws.Weighted(_percussionWeights)].Draw(draws),
    };
}

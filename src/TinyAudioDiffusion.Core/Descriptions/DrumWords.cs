namespace TinyAudioDiffusion;

/// <summary>The words for drums. Classes are those of the library's data sets; a drum without one of its own is the nearest.</summary>
internal static class DrumWords
{
    /// <summary>The number of words of the longest phrase.</summary>
    public const int LongestPhrase = 3;

    private static readonly Dictionary<string, (DrumKind Kind, string Class)> _drums = Read(
    [
        (DrumKind.Kick, "kick", "kick, kick drum, kickdrum, bass drum, bassdrum, base drum, bd"),
        (DrumKind.Snare, "snare", "snare, snare drum, snaredrum, sd"),
        (DrumKind.HiHat, "hihat", "hihat, hi hat, high hat, hat, hh"),
        (DrumKind.HiHat, "closed-hat", "ch, chh, hhc"),
        (DrumKind.HiHat, "open-hat", "oh, ohh, hho"),
        (DrumKind.Percussion, "percussion", "percussion, perc, percussion sound"),
        (DrumKind.Percussion, "clap", "clap, handclap, hand clap, cp"),
        (DrumKind.Percussion, "tom", "tom, tom tom, tomtom, floor tom, timbale, surdo"),
        (DrumKind.Percussion, "rim", "rim, rimshot, rim shot, rim click, side stick, sidestick, cross stick, crossstick, rs"),
        (DrumKind.Percussion, "cowbell", "cowbell, cow bell, agogo, cb"),
        (DrumKind.Percussion, "shaker", "shaker, maraca, maracas, cabasa, guiro, egg shaker"),
        (DrumKind.Percussion, "tambourine", "tambourine, tamborine, tamb"),
        (DrumKind.Percussion, "crash", "crash, crash cymbal, cymbal, splash, splash cymbal, china, china cymbal"),
        (DrumKind.Percussion, "ride", "ride, ride cymbal"),
        (DrumKind.Percussion, "bell", "bell, ride bell, triangle"),
        (DrumKind.Percussion, "block", "block, wood block, woodblock, clave, claves, castanet"),
        (DrumKind.Percussion, "conga", "conga, bongo"),
        (DrumKind.Percussion, "tabla", "tabla, cuica"),
        (DrumKind.Percussion, "blip", "blip, bleep, beep, zap"),
    ]);

    private static readonly Dictionary<string, string> _hats = new(StringComparer.Ordinal)
    {
        ["open"] = "open-hat",
        ["opened"] = "open-hat",
        ["closed"] = "closed-hat",
        ["close"] = "closed-hat",
        ["pedal"] = "pedal-hat",
        ["foot"] = "pedal-hat",
    };

    /// <summary>Finds the drum of a phrase in lower case, also in the plural.</summary>
    public static (DrumKind Kind, string Class)? Find(string phrase)
        => _drums.TryGetValue(phrase, out var drum) || (phrase.EndsWith('s') && _drums.TryGetValue(phrase[..^1], out drum)) ? drum : null;

    /// <summary>Finds the class of a hi-hat that a word before or behind it names: "open".</summary>
    public static string? FindHat(string word) => _hats.GetValueOrDefault(word);

    private static Dictionary<string, (DrumKind Kind, string Class)> Read((DrumKind Kind, string Class, string Words)[] rows)
        => rows.SelectMany(row => row.Words.Split(", ").Select(phrase => (phrase, row)))
            .ToDictionary(pair => pair.phrase, pair => (pair.row.Kind, pair.row.Class), StringComparer.Ordinal);
}

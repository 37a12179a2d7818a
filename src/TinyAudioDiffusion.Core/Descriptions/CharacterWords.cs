namespace TinyAudioDiffusion;

/// <summary>The words for the character of a sound: adjectives, nouns, and styles that stand for several of them.</summary>
internal static class CharacterWords
{
    private const int Brightness = 0;
    private const int Decay = 1;
    private const int Pitch = 2;
    private const int Punch = 3;
    private const int Noisiness = 4;

    private static readonly Dictionary<string, CharacterWord> _words = Read(
        adjectives:
        [
            ("bright brilliant shiny sparkling sparkly airy tinny trebly shrill harsh glassy piercing", [(Brightness, 1)]),
            ("dark dull muffled warm mellow dim woolly murky", [(Brightness, -1)]),
            ("long ringing ringy sustained resonant roomy washy lingering booming", [(Decay, 1)]),
            ("short damped choked staccato clipped quick gated dry brief stubby", [(Decay, -1)]),
            ("high highpitched", [(Pitch, 1)]),
            ("low deep sub bassy heavy fat lowpitched", [(Pitch, -1)]),
            ("punchy hard clicky slamming aggressive attacking thumpy thwacky poppy", [(Punch, 1)]),
            ("soft gentle weak mushy pillowy smooth", [(Punch, -1)]),
            ("noisy hissy gritty dirty distorted fuzzy rough breathy sandy crunchy rattly rattling", [(Noisiness, 1)]),
            ("pure clean tonal pitched sine sinusoidal", [(Noisiness, -1)]),
            ("boomy", [(Decay, 1), (Pitch, -1)]),
            ("tight snappy", [(Decay, -1), (Punch, 1)]),
            ("crisp", [(Brightness, 1), (Punch, 1)]),
            ("sharp", [(Brightness, 1), (Punch, 1)]),
            ("muted", [(Brightness, -1), (Decay, -1)]),
            ("sizzling sizzly", [(Brightness, 1), (Noisiness, 1)]),
            ("round", [(Brightness, -1), (Noisiness, -1)]),
        ],
        nouns:
        [
            ("brightness treble highs sparkle air", [(Brightness, 1)]),
            ("darkness warmth", [(Brightness, -1)]),
            ("decay tail ring sustain length release resonance", [(Decay, 1)]),
            ("pitch tuning tune frequency", [(Pitch, 1)]),
            ("bass lows", [(Pitch, -1)]),
            ("punch attack click snap impact thump transient pop", [(Punch, 1)]),
            ("noise noisiness hiss grit dirt distortion fuzz rattle crunch sizzle", [(Noisiness, 1)]),
        ]);

    private static readonly Dictionary<string, Dictionary<string, CharacterWord>> _styles = new(StringComparer.Ordinal)
    {
        ["808"] = new(StringComparer.Ordinal)
        {
            ["kick"] = new([(Decay, 1), (Pitch, -1), (Noisiness, -1)], IsNoun: false),
            ["tom"] = new([(Noisiness, -1)], IsNoun: false),
            ["conga"] = new([(Noisiness, -1)], IsNoun: false),
        },
        ["909"] = new(StringComparer.Ordinal) { ["kick"] = new([(Punch, 1)], IsNoun: false) },
    };

    // Before a noun, what these say of its amount counts: a "low noise", a "fast attack".
    private static readonly Dictionary<string, int> _amounts = "high strong big hard sharp fast long full heavy".Split(' ')
        .Select(word => (word, 1)).Concat("low weak small soft slow short quiet gentle mild deep".Split(' ').Select(word => (word, -1)))
        .ToDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>Finds a word in lower case, also as a comparative or a superlative.</summary>
    public static CharacterWord? Find(string word)
    {
        if (_words.TryGetValue(word, out var found))
            return found;
        if (Stem(word, "er") is { } more)
            return more with { IsCompared = true };
        return Stem(word, "est") is { } most ? most with { IsMost = true } : null;
    }

    /// <summary>Tells whether a word is a style, such as "808".</summary>
    public static bool IsStyle(string word) => _styles.ContainsKey(word);

    /// <summary>Finds what a style means for a drum; null for nothing that a slider could tell.</summary>
    public static CharacterWord? FindStyle(string style, string drum) => _styles[style].GetValueOrDefault(drum);

    /// <summary>Tells which way an adjective turns the noun behind it: -1 for "low"; null for one that says nothing of amounts.</summary>
    public static int? AmountBefore(string word, CharacterWord? next)
        => next is { IsNoun: true, Moves: [(_, > 0), ..] } && _amounts.TryGetValue(word, out var sign) ? sign : null;

    // Darker, noisier, fatter, purer.
    private static CharacterWord? Stem(string word, string ending)
    {
        if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length < ending.Length + 3)
            return null;
        var stem = word[..^ending.Length];
        string[] stems = [stem, stem + "e", stem.EndsWith('i') ? stem[..^1] + "y" : stem, stem[^1] == stem[^2] ? stem[..^1] : stem];
        return stems.Select(_words.GetValueOrDefault).FirstOrDefault(found => found is { IsNoun: false });
    }

    private static Dictionary<string, CharacterWord> Read(
        (string Words, (int Control, double Amount)[] Moves)[] adjectives, (string Words, (int Control, double Amount)[] Moves)[] nouns)
        => adjectives.Select(row => (row, IsNoun: false)).Concat(nouns.Select(row => (row, IsNoun: true)))
            .SelectMany(pair => pair.row.Words.Split(' ').Select(word => (word, new CharacterWord(pair.row.Moves, pair.IsNoun))))
            .ToDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);
}

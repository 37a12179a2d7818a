namespace TinyAudioDiffusion;

/// <summary>The words that change what another word says: degrees, negations, comparisons; and words that say nothing.</summary>
internal static class DegreeWords
{
    /// <summary>The number of words of the longest phrase.</summary>
    public const int LongestPhrase = 3;

    private static readonly Dictionary<string, Degree> _degrees = new(StringComparer.Ordinal);

    private static readonly HashSet<string> _not = [.. "not isnt arent non never dont doesnt neither nor".Split(' ')];
    private static readonly HashSet<string> _without = [.. "without no zero lacking minus".Split(' ')];
    private static readonly HashSet<string> _silent = [.. ("a an the of with any it its is are be that which this in on at to for as and "
        + "plus or but please make me give want need i sound sounds drum drums sample samples shot one oneshot hit hits kind type like "
        + "between mix blend crossed half character sounding tr roland style").Split(' ')];

    static DegreeWords()
    {
        Add(Degree.Middle, "medium, mid, average, normal, neutral");
        Add(Degree.Slight, "slightly, a bit, a bit of, bit, bit of, a little, a little bit, somewhat, mildly, a touch, a touch of, touch, "
            + "a hint of, hint of, subtle, subtly, some, kind of, sort of");
        Add(Degree.Fair, "fairly, rather, quite, moderately, pretty");
        Add(Degree.Strong, "very, really, so, highly, heavily, strongly, too, much, lots of, a lot of, a lot, plenty of, full of, far, "
            + "way");
        Add(Degree.Extreme, "extremely, super, ultra, insanely, incredibly, extra, mega, completely, totally, maximum, max, most, "
            + "hyper");
        Add(Degree.Hardly, "little, hardly, barely, hardly any, barely any, scarcely");
    }

    /// <summary>Finds the degree of a phrase in lower case.</summary>
    public static Degree? Find(string phrase) => _degrees.TryGetValue(phrase, out var degree) ? degree : null;

    /// <summary>Tells whether a word turns a statement round.</summary>
    public static bool IsNot(string word) => _not.Contains(word);

    /// <summary>Tells whether a word says that a quality is missing.</summary>
    public static bool IsWithout(string word) => _without.Contains(word);

    /// <summary>Tells whether a word says nothing about a sound.</summary>
    public static bool IsSilent(string word) => _silent.Contains(word);

    private static void Add(Degree degree, string phrases)
    {
        foreach (var phrase in phrases.Split(", "))
            _degrees.Add(phrase, degree);
    }
}

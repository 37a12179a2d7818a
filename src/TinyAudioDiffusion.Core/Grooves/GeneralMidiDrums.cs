namespace TinyAudioDiffusion.Grooves;

/// <summary>
/// The drum keys of General MIDI (35 to 81) and of General MIDI 2 (27 to 87) as parts of a kit, by key and by name.
/// </summary>
public static class GeneralMidiDrums
{
    private static readonly Dictionary<int, DrumPart> _byKey = new()
    {
        [27] = Percussion("high-q", "blip", 20),
        [28] = Percussion("slap", "clap", 21),
        [29] = Percussion("scratch-push", null, 22),
        [30] = Percussion("scratch-pull", null, 23),
        [31] = Percussion("sticks", "rim", 24),
        [32] = Percussion("square-click", "blip", 25),
        [33] = Percussion("metronome", "blip", 26),
        [34] = Percussion("metronome-bell", "bell", 27),
        [35] = new("kick-2", DrumKind.Kick) { Class = "kick", Variant = 1 },
        [36] = new("kick", DrumKind.Kick) { Class = "kick" },
        [37] = Percussion("rim", "rim", 1),
        [38] = new("snare", DrumKind.Snare) { Class = "snare", Level = -1 },
        [39] = Percussion("clap", "clap", 2) with { Level = -3 },
        [40] = new("snare-2", DrumKind.Snare) { Class = "snare", Variant = 1, Level = -1 },
        [41] = Percussion("floor-tom", "tom", 3),
        [42] = Hat("closed-hat", 0, 0.12),
        [43] = Percussion("high-floor-tom", "tom", 4),
        [44] = Hat("pedal-hat", 0, 0.08),
        [45] = Percussion("low-tom", "tom", 5),
        [46] = Hat("open-hat", 1, null),
        [47] = Percussion("low-mid-tom", "tom", 6),
        [48] = Percussion("high-mid-tom", "tom", 7),
        [49] = Percussion("crash", "crash", 8),
        [50] = Percussion("high-tom", "tom", 9),
        [51] = Percussion("ride", "ride", 10) with { Level = -8 },
        [52] = Percussion("china", "crash", 11),
        [53] = Percussion("ride-bell", "bell", 12) with { Level = -8 },
        [54] = Percussion("tambourine", "tambourine", 13) with { Level = -8 },
        [55] = Percussion("splash", "crash", 14),
        [56] = Percussion("cowbell", "cowbell", 15),
        [57] = Percussion("crash-2", "crash", 16),
        [58] = Percussion("vibraslap", "shaker", 17),
        [59] = Percussion("ride-2", "ride", 18) with { Level = -8 },
        [60] = Percussion("high-bongo", "conga", 30),
        [61] = Percussion("low-bongo", "conga", 31),
        [62] = Percussion("mute-conga", "conga", 32) with { ChokeGroup = "conga" },
        [63] = Percussion("high-conga", "conga", 33) with { ChokeGroup = "conga" },
        [64] = Percussion("low-conga", "conga", 34),
        [65] = Percussion("high-timbale", "tom", 35),
        [66] = Percussion("low-timbale", "tom", 36),
        [67] = Percussion("high-agogo", "cowbell", 37),
        [68] = Percussion("low-agogo", "cowbell", 38),
        [69] = Percussion("cabasa", "shaker", 39) with { Level = -8 },
        [70] = Percussion("maracas", "shaker", 40) with { Level = -8 },
        [71] = Percussion("short-whistle", "blip", 41) with { ChokeGroup = "whistle" },
        [72] = Percussion("long-whistle", "blip", 42) with { ChokeGroup = "whistle" },
        [73] = Percussion("short-guiro", "shaker", 43) with { ChokeGroup = "guiro" },
        [74] = Percussion("long-guiro", "shaker", 44) with { ChokeGroup = "guiro" },
        [75] = Percussion("claves", "block", 45),
        [76] = Percussion("high-block", "block", 46),
        [77] = Percussion("low-block", "block", 47),
        [78] = Percussion("mute-cuica", "tabla", 48) with { ChokeGroup = "cuica" },
        [79] = Percussion("open-cuica", "tabla", 49) with { ChokeGroup = "cuica" },
        [80] = Percussion("mute-triangle", "bell", 50) with { ChokeGroup = "triangle" },
        [81] = Percussion("open-triangle", "bell", 51) with { ChokeGroup = "triangle" },
        [82] = Percussion("shaker", "shaker", 52) with { Level = -8 },
        [83] = Percussion("jingle-bell", "bell", 53) with { Level = -8 },
        [84] = Percussion("bell-tree", "bell", 54) with { Level = -8 },
        [85] = Percussion("castanets", "block", 55),
        [86] = Percussion("mute-surdo", "tom", 56) with { ChokeGroup = "surdo" },
        [87] = Percussion("open-surdo", "tom", 57) with { ChokeGroup = "surdo" },
    };

    private static readonly Dictionary<string, DrumPart> _byName = Names();

    /// <summary>Gets all parts with their keys, the lowest key first.</summary>
    public static IReadOnlyList<(int Key, DrumPart Part)> All { get; } =
        [.. _byKey.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];

    /// <summary>Finds the part of a key.</summary>
    /// <param name="key">The MIDI note number.</param>
    /// <returns>The part; null for a key that is no drum.</returns>
    public static DrumPart? Find(int key) => _byKey.GetValueOrDefault(key);

    /// <summary>Finds a part by its name, a common short name ("hat", "tom", "percussion") or its key ("42").</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <returns>The part; null for a name that is no drum.</returns>
    public static DrumPart? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var key)
            ? Find(key) : _byName.GetValueOrDefault(name);
    }

    private static Dictionary<string, DrumPart> Names()
    {
        var names = _byKey.Values.ToDictionary(part => part.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (alias, key) in ((string, int)[])
            [("hat", 42), ("hihat", 42), ("hi-hat", 42), ("hh", 42), ("ch", 42), ("oh", 46), ("bd", 36), ("sd", 38), ("cp", 39),
            ("tom", 47), ("conga", 63), ("bongo", 60), ("block", 76), ("bell", 53), ("side-stick", 37)])
            names.Add(alias, _byKey[key]);
        names.Add("percussion", Percussion("percussion", null, 0));
        return names;
    }

    private static DrumPart Percussion(string name, string? @class, int variant)
        => new(name, DrumKind.Percussion) { Class = @class, Variant = variant, Level = -4 };

    private static DrumPart Hat(string name, int variant, double? ring) => new(name, DrumKind.HiHat)
    {
        Class = name,
        Variant = variant,
        Level = -9,
        ChokeGroup = "hat",
        LongestRing = ring is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };
}

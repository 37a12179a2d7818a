namespace GatherRecordings;

/// <summary>Which class of drum a key of the General MIDI percussion map plays.</summary>
internal static class GeneralMidiDrums
{
    private static readonly Dictionary<int, string> _classes = new()
    {
        [35] = "kick",
        [36] = "kick",
        [37] = "rim",
        [38] = "snare",
        [39] = "clap",
        [40] = "snare",
        [41] = "tom",
        [42] = "closed-hat",
        [43] = "tom",
        [44] = "pedal-hat",
        [45] = "tom",
        [46] = "open-hat",
        [47] = "tom",
        [48] = "tom",
        [49] = "crash",
        [50] = "tom",
        [51] = "ride",
        [52] = "crash",
        [53] = "ride",
        [54] = "tambourine",
        [55] = "crash",
        [56] = "cowbell",
        [57] = "crash",
        [59] = "ride",
        [60] = "conga",
        [61] = "conga",
        [62] = "conga",
        [63] = "conga",
        [64] = "conga",
        [65] = "tom",
        [66] = "tom",
        [67] = "cowbell",
        [68] = "cowbell",
        [69] = "shaker",
        [70] = "shaker",
        [75] = "block",
        [76] = "block",
        [77] = "block",
        [80] = "bell",
        [81] = "bell",
        [82] = "shaker",
        [83] = "tambourine",
        [85] = "block",
        [86] = "tom",
        [87] = "tom",
    };

    /// <summary>Gets the class of a key; null for keys that play no drum of a known class: whistles, guiros, scratches.</summary>
    public static string? ClassOf(int key) => _classes.GetValueOrDefault(key);
}

using System.Text.RegularExpressions;
using TinyAudioDiffusion;

namespace GatherRecordings;

/// <summary>
/// Reads folders of drum kits as real sounds to measure with, never to learn from: a folder is a kit, at most three sounds of each
/// instrument count, and names tell the kinds.
/// </summary>
internal static class ReferenceKits
{
    private const int MostOfAnInstrument = 3;

    // The first rule that matches decides. Strokes that are half snare and half rim, and cymbals, are of no kind that a judge could be sure
    // of.
    private static readonly (Regex Name, string Kind)[] _rules =
    [
        Rule("rimshot|snare_rim|crash|ride|china|splash|cym|paiste|sabiancrash|zap|bell|loop|noise|shake5|brush|swirl|roll|off", ""),
        Rule("kick|bass_?drum|^bd|_bd|nasty_bass", "kick"),
        Rule("snare|^sd|_sd|^sn", "snare"),
        Rule("hi_?-?hat|hhat|hat|^hh|_hh|chh|ohh|phh", "hihat"),
        Rule("tom|clap|clave|clav|conga|bongo|cowbell|agogo|wood|block|rim|stick|shaker|maraca|tambourine|cajon|snap|glass|djembe|triangle|guiro|perc", "percussion"),
    ];

    /// <summary>Reads all kits below a folder.</summary>
    public static IEnumerable<(string Kind, string Kit, string Name, AudioClip Clip)> Read(string folder)
    {
        foreach (var kit in Directory.EnumerateDirectories(folder).Append(folder).Order(StringComparer.Ordinal))
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var file in Directory.EnumerateFiles(kit).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileNameWithoutExtension(file);
                if (Path.GetExtension(file) is not (".wav" or ".flac" or ".ogg") || KindOf(name) is not { Length: > 0 } kind)
                    continue;
                var instrument = Regex.Replace(
                    name, "[^A-Za-z]|Hard(?:est)?|Med|Soft(?:est)?", "", RegexOptions.None, TimeSpan.FromSeconds(1));
                counts[instrument] = counts.GetValueOrDefault(instrument) + 1;
                if (counts[instrument] <= MostOfAnInstrument)
                    yield return (kind, Path.GetFileName(kit), name, SoundFiles.Decode(file));
            }
        }
    }

    private static string? KindOf(string name) => _rules.FirstOrDefault(rule => rule.Name.IsMatch(name)).Kind;

    private static (Regex Name, string Kind) Rule(string pattern, string kind)
        => (new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), kind);
}

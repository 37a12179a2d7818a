using System.Text.RegularExpressions;

namespace GatherRecordings;

/// <summary>
/// Classes of recordings whose names tell more than their keys: brushes, orchestra and marching kits, and the files of Sonic Pi.
/// </summary>
internal static class NamedDrums
{
    /// <summary>Not a single stroke, or not a drum.</summary>
    public const string LeftOut = "";

    // The first rule that matches decides.
    private static readonly (Regex Name, string Class)[] _soundFonts = Rules(
        (@"roll|swirl|applause|metronome|square click|scratch|whistle|quica|guiro|bell tree|high q|vibra|zing|sizzle|orchcrash", LeftOut),
        (@"^MSnr-crush", LeftOut),
        // A marching snare is so tight that its strokes are clicks of 30 to 60 ms, which the ear sorts with rims and side sticks.
        (@"^MSnr-(hit|rim|shell|stick click|stick shot|backstick)", "rim"),
        (@"^MBass-[56] hit", "kick"),
        (@"^MBass-\d hit", "tom"),
        (@"^MBass-\d rim", "rim"),
        (@"^MTnr-(\d|sp\d) (hit|mute)", "tom"),
        (@"^MTnr-.*(rim|click)|TNR\d_SHELL", "rim"),
        (@"^MCym1 crash|HALFCRASH|CRASHCHOKE|SMASH", "crash"),
        (@"^58_76_HIHAT", "pedal-hat"),
        (@"^58_.*(TAP|BELLTAP|BELLCHOKE)", "ride"),
        (@"timpani|taiko", "tom"),
        (@"^Orch Bass", "kick"),
        (@"^Sticks|^Rim Tap", "rim"),
        (@"^Brush Snr", "snare"),
        (@"^Slap$", LeftOut),
        (@"Kick|Power Bass Drum", "kick"),
        (@"Snr|Snare|Piccolo|RmPwr", "snare"),
        (@"808 Open Hat", "open-hat"));

    private static readonly (Regex Name, string Class)[] _sonicPi = Rules(
        (@"^(bd_|drum_bass|drum_heavy_kick|elec_(hollow|soft)_kick)", "kick"),
        (@"^(sn_|drum_snare|elec_(filt_|hi_|lo_|mid_)?snare)", "snare"),
        (@"^drum_cymbal_closed|^hat_(bdu|cab|cats|gem|gnu|gump|hier|len|mess|metal|noiz|psych|raw|sci|snap|star|tap|yosh|zan|zap)$|^elec_tick|^tbd_perc_hat", "closed-hat"),
        (@"^drum_cymbal_pedal", "pedal-hat"),
        (@"^drum_cymbal_open|^hat_zild|^elec_cymbal", "open-hat"),
        (@"^drum_cymbal_(hard|soft)|^ride_", "ride"),
        (@"^drum_splash", "crash"),
        (@"^drum_tom|^elec_fuzz_tom", "tom"),
        (@"^drum_cowbell", "cowbell"),
        (@"^tabla_", "tabla"),
        (@"^perc_snap", "clap"),
        (@"^elec_wood", "block"),
        (@"^elec_triangle|^perc_bell", "bell"),
        (@"^tbd_perc_tap", "block"),
        (@"^elec_(blip2?|blup|bong|flip|ping|plip|pop|twip)|^glitch_perc|^tbd_perc_blip|^perc_(impact\d|till)", "blip"));

    /// <summary>Gets the class that the name of a sample of a soundfont tells; null where its keys must.</summary>
    public static string? OfSoundFont(string name) => Find(_soundFonts, name);

    /// <summary>Gets the class of a file of Sonic Pi's samples; null for what is no drum: loops, basses, choirs.</summary>
    public static string? OfSonicPi(string name) => Find(_sonicPi, name);

    private static string? Find((Regex Name, string Class)[] rules, string name)
    {
        foreach (var (pattern, @class) in rules)
        {
            if (pattern.IsMatch(name))
                return @class;
        }

        return null;
    }

    private static (Regex Name, string Class)[] Rules(params (string Pattern, string Class)[] rules)
        => [.. rules.Select(rule => (
            new Regex(rule.Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), rule.Class))];
}

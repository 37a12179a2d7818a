using System.CommandLine;
using System.CommandLine.Parsing;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>The kinds of drums as people type them and as files are named.</summary>
internal static class Kinds
{
    /// <summary>The names, for help texts.</summary>
    public const string Names = "kick, snare, hihat or percussion";

    private static readonly (string Name, DrumKind Kind)[] _all =
        [("kick", DrumKind.Kick), ("snare", DrumKind.Snare), ("hihat", DrumKind.HiHat), ("percussion", DrumKind.Percussion)];

    /// <summary>Gets the names one by one, for shells that complete them.</summary>
    public static IEnumerable<string> All => _all.Select(kind => kind.Name);

    /// <summary>Makes the option <c>--kind</c>.</summary>
    public static Option<DrumKind?> Option(string description, params string[] aliases) => new("--kind", aliases)
    {
        Description = description,
        HelpName = "KIND",
        CustomParser = Parse,
    };

    /// <summary>Reads the name of a kind.</summary>
    public static DrumKind? Parse(ArgumentResult result) => Choices.Parse(result, "kind", _all);

    /// <summary>Finds a kind by its name, compared without case and hyphens; null for any other name.</summary>
    public static DrumKind? Find(string name) => Choices.Find<DrumKind>(name, _all);
}

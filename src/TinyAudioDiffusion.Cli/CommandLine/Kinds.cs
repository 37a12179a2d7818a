using System.CommandLine;
using System.CommandLine.Parsing;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>The kinds of drums as people type them and as files are named.</summary>
internal static class Kinds
{
    /// <summary>The names, for help texts.</summary>
    public const string Names = "kick, snare, hihat or percussion";

    /// <summary>Makes the option <c>--kind</c>.</summary>
    public static Option<DrumKind?> Option(string description, params string[] aliases) => new("--kind", aliases)
    {
        Description = description,
        HelpName = "KIND",
        CustomParser = Parse,
    };

    /// <summary>Reads the name of a kind.</summary>
    public static DrumKind? Parse(ArgumentResult result) => Choices.Parse(
        result, "kind", ("kick", DrumKind.Kick), ("snare", DrumKind.Snare), ("hihat", DrumKind.HiHat), ("percussion", DrumKind.Percussion));
}

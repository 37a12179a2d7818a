namespace TinyAudioDiffusion.Models.Formats.Configuration;

/// <summary>A value of a configuration file, JSON or YAML, with the place that messages give.</summary>
/// <param name="Place">The path of keys, and the line where the format has lines.</param>
internal abstract record ConfigurationNode(string Place);

/// <summary>A single value as text.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Kind">What the format says that it is.</param>
internal sealed record ScalarNode(string Place, string Text, ScalarKind Kind) : ConfigurationNode(Place);

internal sealed record ListNode(string Place, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Place);

internal sealed record MapNode(string Place, IReadOnlyDictionary<string, ConfigurationNode> Items) : ConfigurationNode(Place);

internal enum ScalarKind
{
    /// <summary>Nothing: the same as if the key were not there.</summary>
    Null,

    /// <summary>Text in quotation marks.</summary>
    Text,

    /// <summary>A number or Boolean of JSON.</summary>
    Literal,

    /// <summary>YAML without quotation marks: whatever its reader takes it for.</summary>
    Plain,
}

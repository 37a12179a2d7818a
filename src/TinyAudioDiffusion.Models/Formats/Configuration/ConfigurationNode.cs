namespace TinyAudioDiffusion.Models.Formats.Configuration;

/// <summary>A value of a configuration file, JSON or YAML, with the place that messages give.</summary>
/// <param name="Place">The path of keys, and the line where the format has lines.</param>
internal abstract record ConfigurationNode(string Place);

/// <summary>A single value as text.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Text">The text.</param>
/// <param name="Kind">How the format marks it.</param>
internal sealed record ScalarNode(string Place, string Text, ScalarKind Kind) : ConfigurationNode(Place);

internal sealed record ListNode(string Place, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Place);

internal sealed record MapNode(string Place, IReadOnlyDictionary<string, ConfigurationNode> Items) : ConfigurationNode(Place);

/// <summary>A value that cannot be read. It is an error only where a reader needs the value.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Reason">What is wrong with it, as the rest of a sentence.</param>
internal sealed record UnreadableNode(string Place, string Reason) : ConfigurationNode(Place);

internal enum ScalarKind
{
    /// <summary>Nothing: the same as if the key were not there.</summary>
    Null,

    /// <summary>Text in quotation marks.</summary>
    Text,

    /// <summary>A number or Boolean of JSON.</summary>
    Literal,

    /// <summary>YAML without quotation marks: its reader decides whether it is a number, a Boolean or text.</summary>
    Plain,
}

using System.Globalization;
using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Lightning;

/// <summary>
/// Resolves references as OmegaConf writes them, and only where a value is asked for: "${a.b}", "${list[0]}", relative "${.sibling}", and
/// nested ones. Environment variables are never read: "${oc.env:NAME,default}" gives its default. What needs more, such as "${now:%Y}", is
/// never evaluated.
/// </summary>
internal sealed class YamlReferences(string file, MapNode root) : IReferences
{
    private const int MaxDepth = 16;
    private const int MaxLength = 1 << 16;
    private const string Environment = "oc.env";

    public (ConfigurationNode Node, IReadOnlyList<string> Path) Resolve(ScalarNode scalar, IReadOnlyList<string> parent)
        => Resolve(scalar, parent, 0);

    private (ConfigurationNode Node, IReadOnlyList<string> Path) Resolve(ScalarNode scalar, IReadOnlyList<string> parent, int depth)
    {
        // The last "${" has no other one inside.
        var start = scalar.Text.LastIndexOf("${", StringComparison.Ordinal);
        if (start < 0)
            return (scalar, parent);
        if (depth == MaxDepth)
            throw Bad(scalar, "refers to other values in a circle, or through too many: write the value itself.");

        var end = scalar.Text.IndexOf('}', start);
        if (end < 0)
            throw Bad(scalar, "has a \"${\" without its \"}\".");
        var (target, path) = Find(scalar, scalar.Text[(start + 2)..end].Trim(), parent, depth);
        if (start == 0 && end == scalar.Text.Length - 1)
            return (target with { Place = scalar.Place }, path);

        var part = target as ScalarNode
            ?? throw Bad(scalar, $"refers to \"{scalar.Text[(start + 2)..end]}\" inside a text, which is not a single value.");
        var text = scalar.Text[..start] + part.Text + scalar.Text[(end + 1)..];
        return text.Length <= MaxLength
            ? Resolve(scalar with { Text = text }, parent, depth + 1)
            : throw Bad(scalar, "grows without end through its references.");
    }

    /// <summary>Finds the value behind a reference; where that is a reference as well, the value behind it.</summary>
    private (ConfigurationNode Node, IReadOnlyList<string> Path) Find(
        ScalarNode from, string reference, IReadOnlyList<string> parent, int depth)
    {
        if (reference.Contains(':', StringComparison.Ordinal))
            return (Call(from, reference), parent);

        var dots = reference.Length - reference.TrimStart('.').Length;
        if (dots > parent.Count + 1)
            throw Bad(from, $"refers to \"{reference}\", which leads above the root.");
        List<string> path = [.. dots == 0 ? [] : parent.Take(parent.Count - dots + 1)];
        ConfigurationNode node = root;
        foreach (var key in path.ToArray())
            node = Child(node, key) ?? throw Missing(from, reference);
        foreach (var key in Keys(reference[dots..]))
        {
            node = Child(node, key) ?? throw Missing(from, reference);
            if (node is ScalarNode scalar)
            {
                (node, var holder) = Resolve(scalar, path, depth + 1);
                path = [.. holder];
            }

            path.Add(key);
        }

        return node is UnreadableNode unreadable ? throw Bad(from, unreadable.Reason) : (node, path);
    }

    private ScalarNode Call(ScalarNode from, string call)
    {
        var (name, arguments) = (
            call[..call.IndexOf(':', StringComparison.Ordinal)].Trim(),
            call[(call.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(','));
        if (name != Environment)
            throw Bad(from, $"needs \"${{{call}}}\" resolved, which would run something: write the value itself.");
        return arguments is [_, var value]
            ? new ScalarNode(from.Place, value.Trim(), value.Trim() is "null" ? ScalarKind.Null : ScalarKind.Plain)
            : throw Bad(from, $"needs the environment variable {arguments[0].Trim()}, which is never read: write the value itself.");
    }

    // "a.b[0]" as a, b, 0.
    private static IEnumerable<string> Keys(string reference)
        => reference.Replace("]", "", StringComparison.Ordinal).Split('.', '[').Where(key => key.Length > 0);

    private static ConfigurationNode? Child(ConfigurationNode node, string key) => node switch
    {
        MapNode map => map.Items.GetValueOrDefault(key),
        ListNode list => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count
            ? list.Items[index] : null,
        _ => null,
    };

    private ModelFormatException Missing(ScalarNode from, string reference) => Bad(from, $"refers to \"{reference}\", which is not there.");

    private ModelFormatException Bad(ScalarNode at, string reason) => new(file, at.Place, reason);
}

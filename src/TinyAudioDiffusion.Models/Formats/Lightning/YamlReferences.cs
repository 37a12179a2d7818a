using TinyAudioDiffusion.Models.Formats.Configuration;

namespace TinyAudioDiffusion.Models.Formats.Lightning;

/// <summary>
/// Resolves "${a.b}" to the value of another key, and only where a value is asked for. What needs more, such as "${oc.env:HOME}" or
/// "${now:%Y}", is never evaluated: a configuration gets to see neither the environment nor the clock.
/// </summary>
internal sealed class YamlReferences(string file, MapNode root)
{
    private const int MaxDepth = 8;
    private const int MaxLength = 1 << 16;

    public ScalarNode Resolve(ScalarNode scalar) => Resolve(scalar, 0);

    private ScalarNode Resolve(ScalarNode scalar, int depth)
    {
        var start = scalar.Text.IndexOf("${", StringComparison.Ordinal);
        if (start < 0)
            return scalar;
        if (depth == MaxDepth)
            throw Bad(scalar, "refers to other values in a circle, or through too many: write the value itself.");

        var end = scalar.Text.IndexOf('}', start);
        if (end < 0)
            throw Bad(scalar, "has a \"${\" without its \"}\".");
        var target = Find(scalar, scalar.Text[(start + 2)..end].Trim());
        if (start == 0 && end == scalar.Text.Length - 1)
            return Resolve(target, depth + 1) with { Place = scalar.Place };

        var text = scalar.Text[..start] + Resolve(target, depth + 1).Text + scalar.Text[(end + 1)..];
        return text.Length <= MaxLength
            ? Resolve(scalar with { Text = text }, depth + 1)
            : throw Bad(scalar, "grows without end through its references.");
    }

    private ScalarNode Find(ScalarNode from, string reference)
    {
        if (reference.Contains(':'))
            throw Bad(from, $"needs \"${{{reference}}}\" resolved, which would run something: write the value itself.");

        ConfigurationNode node = root;
        foreach (var key in reference.Split('.'))
        {
            node = node is MapNode map && map.Items.TryGetValue(key, out var child)
                ? child
                : throw Bad(from, $"refers to \"{reference}\", which is not there.");
        }

        return node as ScalarNode ?? throw Bad(from, $"refers to \"{reference}\", which is not a single value.");
    }

    private ModelFormatException Bad(ScalarNode at, string reason) => new(file, at.Place, reason);
}

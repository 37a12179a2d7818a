using System.Globalization;
using System.Numerics;

namespace TinyAudioDiffusion.Models.Formats.Configuration;

/// <summary>Reads the typed values of one map, and remembers the keys that no reader asked for.</summary>
/// <param name="file">The name of the file in messages.</param>
/// <param name="map">The map.</param>
/// <param name="references">Replaces references to other values; null where the format has none.</param>
/// <param name="path">The keys that lead from the root to the map; null for the root.</param>
internal sealed class ConfigurationScope(string file, MapNode map, IReferences? references = null, IReadOnlyList<string>? path = null)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _path = path ?? [];

    public string File => file;

    public string Place => map.Place;

    public int Int(string key) => OptionalInt(key) ?? throw Missing(key);

    public int? OptionalInt(string key) => Scalar(key) is { } scalar ? ToInt(scalar) : null;

    public float? OptionalNumber(string key) => Scalar(key) is { } scalar ? ToNumber<float>(scalar) : null;

    public double? OptionalDouble(string key) => Scalar(key) is { } scalar ? ToNumber<double>(scalar) : null;

    public IReadOnlyList<int> Ints(string key) => OptionalInts(key) ?? throw Missing(key);

    public IReadOnlyList<int>? OptionalInts(string key) => Items(key)?.Select(ToInt).ToArray();

    public IReadOnlyList<double> Numbers(string key) => Items(key)?.Select(ToNumber<double>).ToArray() ?? throw Missing(key);

    public IReadOnlyList<string>? OptionalTexts(string key) => Items(key)?.Select(ToText).ToArray();

    public bool? OptionalBool(string key) => Scalar(key) switch
    {
        null => null,
        { Kind: ScalarKind.Literal, Text: "true" } => true,
        { Kind: ScalarKind.Literal, Text: "false" } => false,
        { Kind: ScalarKind.Plain } plain when PlainScalars.Bool(plain.Text) is { } value => value,
        var other => throw Wrong(other, "true or false"),
    };

    public string Text(string key) => OptionalText(key) ?? throw Missing(key);

    public string? OptionalText(string key) => Scalar(key) is { } scalar ? ToText(scalar) : null;

    /// <summary>Reads text without resolving references in it.</summary>
    public string? RawText(string key) => Node(key) is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Plain } scalar ? scalar.Text : null;

    public ConfigurationScope Map(string key) => OptionalMap(key) ?? throw Missing(key);

    public ConfigurationScope? OptionalMap(string key) => Value(key) switch
    {
        null => null,
        (MapNode child, var childPath) => new ConfigurationScope(file, child, references, childPath),
        var (other, _) => throw Wrong(other, "keys with values"),
    };

    /// <summary>Tells whether a key holds a map. Does not throw.</summary>
    public bool HasMap(string key) => map.Items.GetValueOrDefault(key) is MapNode;

    public bool Has(string key) => Node(key) is not null;

    /// <summary>Gets the keys of the map.</summary>
    public IEnumerable<string> Keys => map.Items.Keys;

    /// <summary>Accepts keys that are known to mean nothing here.</summary>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            _asked.Add(key);
    }

    /// <summary>Lists the places of the keys that no reader asked for.</summary>
    public IEnumerable<string> Unknown()
        => map.Items.Where(item => !_asked.Contains(item.Key)).Select(item => item.Value.Place);

    public ModelFormatException Bad(string key, string reason)
        => new(file, PlaceOf(key), reason);

    /// <summary>Gets where a key is, or would be.</summary>
    public string PlaceOf(string key)
        => map.Items.TryGetValue(key, out var node) ? node.Place
            : map.Place.Length == 0 ? key
            : $"{map.Place.Split(',')[0]}.{key}";

    private ConfigurationNode? Node(string key)
    {
        _asked.Add(key);
        return map.Items.TryGetValue(key, out var node) && node is not ScalarNode { Kind: ScalarKind.Null } ? node : null;
    }

    // References are followed here and nowhere else: only values that a reader asks for can be wrong.
    private (ConfigurationNode Node, IReadOnlyList<string> Path)? Value(string key)
        => Node(key) is not { } node ? null
            : Resolved(node, [.. _path, key]) is var found && found.Node is ScalarNode { Kind: ScalarKind.Null } ? null : found;

    private (ConfigurationNode Node, IReadOnlyList<string> Path) Resolved(ConfigurationNode node, IReadOnlyList<string> own)
        => node is ScalarNode scalar && references is not null ? references.Resolve(scalar, [.. own.SkipLast(1)]) : (node, own);

    private ScalarNode? Scalar(string key) => Value(key) switch
    {
        null => null,
        (ScalarNode scalar, _) => scalar,
        var (other, _) => throw Wrong(other, "a single value"),
    };

    private List<ScalarNode>? Items(string key) => Value(key) switch
    {
        null => null,
        (ListNode list,
            var listPath) => [.. list.Items.Select(
                (item, index) => Item(item, [.. listPath, index.ToString(CultureInfo.InvariantCulture)]))],
        var (other, _) => throw Wrong(other, "a list"),
    };

    private ScalarNode Item(ConfigurationNode item, IReadOnlyList<string> own)
        => Resolved(item, own).Node is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar : throw Wrong(item, "a single value");

    private int ToInt(ScalarNode scalar)
    {
        int? value = scalar.Kind switch
        {
            ScalarKind.Plain => PlainScalars.Int(scalar.Text),
            ScalarKind.Literal when int.TryParse(
                scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var literal) => literal,
            _ => null,
        };
        return value ?? throw Wrong(scalar, "a whole number of 32 bits");
    }

    private T ToNumber<T>(ScalarNode scalar)
        where T : struct, IFloatingPointIeee754<T>
    {
        T? value = scalar.Kind switch
        {
            ScalarKind.Plain => PlainScalars.Number<T>(scalar.Text),
            ScalarKind.Literal when T.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var literal)
                && T.IsFinite(literal) => literal,
            _ => null,
        };
        return value ?? throw Wrong(scalar, "a number");
    }

    private string ToText(ScalarNode scalar)
        => scalar.Kind is ScalarKind.Text or ScalarKind.Plain ? scalar.Text : throw Wrong(scalar, "a text");

    private ModelFormatException Missing(string key) => new(file, PlaceOf(key), "is missing, and there is no default for it.");

    private ModelFormatException Wrong(ConfigurationNode node, string expected) => new(file, node.Place, node switch
    {
        UnreadableNode unreadable => unreadable.Reason,
        ScalarNode scalar => $"is \"{Shorten(scalar.Text)}\" where {expected} belongs.",
        _ => $"is not {expected}.",
    });

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}

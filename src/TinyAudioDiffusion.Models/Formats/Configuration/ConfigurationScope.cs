using System.Globalization;
using System.Numerics;

namespace TinyAudioDiffusion.Models.Formats.Configuration;

/// <summary>Reads the typed values of one map, and remembers which keys nobody asked for.</summary>
/// <param name="file">What messages call the file.</param>
/// <param name="map">The map.</param>
/// <param name="resolve">Replaces references to other values; null where the format has none.</param>
internal sealed class ConfigurationScope(string file, MapNode map, Func<ScalarNode, ScalarNode>? resolve = null)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

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
        { Kind: ScalarKind.Literal or ScalarKind.Plain, Text: "true" or "True" or "TRUE" } => true,
        { Kind: ScalarKind.Literal or ScalarKind.Plain, Text: "false" or "False" or "FALSE" } => false,
        var other => throw Wrong(other, "true or false"),
    };

    public string Text(string key) => OptionalText(key) ?? throw Missing(key);

    public string? OptionalText(string key) => Scalar(key) is { } scalar ? ToText(scalar) : null;

    /// <summary>Reads text without resolving references in it.</summary>
    public string? RawText(string key) => Node(key) is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Plain } scalar ? scalar.Text : null;

    public ConfigurationScope Map(string key) => OptionalMap(key) ?? throw Missing(key);

    public ConfigurationScope? OptionalMap(string key) => Node(key) switch
    {
        null => null,
        MapNode child => new ConfigurationScope(file, child, resolve),
        var other => throw Wrong(other, "keys with values"),
    };

    public bool Has(string key) => Node(key) is not null;

    /// <summary>Gets the keys of the map.</summary>
    public IEnumerable<string> Keys => map.Items.Keys;

    /// <summary>Accepts keys that are known to mean nothing here.</summary>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            _asked.Add(key);
    }

    /// <summary>Names the places of the keys that nobody asked for.</summary>
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

    private ScalarNode? Scalar(string key) => Node(key) switch
    {
        null => null,
        ScalarNode scalar => Resolve(scalar),
        var other => throw Wrong(other, "a single value"),
    };

    private IEnumerable<ScalarNode>? Items(string key) => Node(key) switch
    {
        null => null,
        ListNode list => list.Items.Select(item => item is ScalarNode scalar && Resolve(scalar) is { } value ? value : throw Wrong(item, "a single value")),
        var other => throw Wrong(other, "a list"),
    };

    private ScalarNode? Resolve(ScalarNode scalar)
    {
        var value = resolve is null ? scalar : resolve(scalar);
        return value.Kind is ScalarKind.Null ? null : value;
    }

    private int ToInt(ScalarNode scalar)
        => scalar.Kind is ScalarKind.Literal or ScalarKind.Plain
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Wrong(scalar, "a whole number of 32 bits");

    private T ToNumber<T>(ScalarNode scalar)
        where T : struct, IFloatingPointIeee754<T>
        => scalar.Kind is ScalarKind.Literal or ScalarKind.Plain
            && T.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && T.IsFinite(value)
            ? value
            : throw Wrong(scalar, "a number");

    private string ToText(ScalarNode scalar)
        => scalar.Kind is ScalarKind.Text or ScalarKind.Plain ? scalar.Text : throw Wrong(scalar, "a text");

    private ModelFormatException Missing(string key) => new(file, PlaceOf(key), "is missing, and there is no default for it.");

    private ModelFormatException Wrong(ConfigurationNode node, string expected)
        => new(file, node.Place, node is ScalarNode scalar ? $"is \"{Shorten(scalar.Text)}\" where {expected} belongs." : $"is not {expected}.");

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}

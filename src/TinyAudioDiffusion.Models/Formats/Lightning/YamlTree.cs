using System.Text;
using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Models.Formats.Reading;
using TinyAudioDiffusion.Zoo;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TinyAudioDiffusion.Models.Formats.Lightning;

/// <summary>
/// Reads a small YAML file of one document into nodes of text. No value becomes an object. Aliases and merge keys are resolved; what cannot
/// be read, such as a foreign tag, becomes a node that is an error only where somebody needs it.
/// </summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 32;

    /// <summary>Aliases of aliases could stand for more nodes than fit into memory; more than this many in all are refused.</summary>
    private const long MaxExpanded = 100_000;

    private const string MergeKey = "<<";
    private const string StandardTag = "tag:yaml.org,2002:";

    private readonly string _file;
    private readonly Parser _parser;
    private readonly Dictionary<string, (ConfigurationNode Node, long Size)> _anchors = new(StringComparer.Ordinal);

    private YamlTree(string file, string text)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads the file's outermost mapping.</summary>
    /// <exception cref="ModelFormatException">It is too big, or not such YAML.</exception>
    public static MapNode Read(ModelFile file)
    {
        var tree = new YamlTree(file.DisplayPath, Encoding.UTF8.GetString(SmallFile.Read(file)));
        try
        {
            return tree.ReadDocument();
        }
        catch (Exception exception) when (
            exception is YamlException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The parser answers some kinds of nonsense with the runtime's own exceptions.
            var line = exception is YamlException yaml ? yaml.Start.Line : tree._parser.Current?.Start.Line;
            throw new ModelFormatException(
                file.DisplayPath, line is null ? null : $"line {line}", "is not valid YAML: correct it, or get the file again.", exception);
        }
    }

    private MapNode ReadDocument()
    {
        Next<StreamStart>();
        if (Next<ParsingEvent>() is not DocumentStart)
            throw Bad("", _parser.Current!, "holds no YAML document.");
        var (node, _) = ReadNode("", Next<ParsingEvent>(), 1);
        var root = node as MapNode ?? throw Bad("", _parser.Current!, "does not consist of keys with values.");
        Next<DocumentEnd>();
        return Next<ParsingEvent>() is StreamEnd ? root : throw Bad("", _parser.Current!, "holds more than one YAML document.");
    }

    /// <summary>Reads a node. Its size is the number of nodes in it; nodes behind aliases count once for each alias.</summary>
    private (ConfigurationNode Node, long Size) ReadNode(string path, ParsingEvent start, int depth)
    {
        if (depth > MaxDepth)
            throw Bad(path, start, $"nests deeper than {MaxDepth} levels.");
        if (start is AnchorAlias alias)
            return Aliased(path, alias);

        var (node, size) = start switch
        {
            Scalar scalar => (new ScalarNode(PlaceOf(path, start), scalar.Value, KindOf(scalar)), 1),
            SequenceStart => ReadList(path, start, depth),
            MappingStart => ReadMap(path, start, depth),
            _ => throw Bad(path, start, "is not a value."),
        };
        if (size > MaxExpanded)
            throw Bad(path, start, $"stands for more than {MaxExpanded} values, because aliases name aliases.");
        if (start is NodeEvent { Tag: { IsEmpty: false } tag } && !IsHarmless(tag))
            node = new UnreadableNode(node.Place, $"has the tag {tag}; tags make objects, which a configuration does not need.");
        if (start is NodeEvent { Anchor: { IsEmpty: false } anchor })
            _anchors[anchor.Value] = (node, size);
        return (node, size);
    }

    private (ConfigurationNode Node, long Size) Aliased(string path, AnchorAlias alias)
        => _anchors.TryGetValue(alias.Value.Value, out var found)
        ? found
        : (new UnreadableNode(PlaceOf(path, alias), $"refers to \"{alias.Value}\" by an alias, but no value before it has that name."), 1);

    private (ConfigurationNode Node, long Size) ReadList(string path, ParsingEvent start, int depth)
    {
        var (items, size) = (new List<ConfigurationNode>(), 1L);
        while (Next<ParsingEvent>() is not SequenceEnd)
        {
            var (item, itemSize) = ReadNode($"{path}[{items.Count}]", _parser.Current!, depth + 1);
            items.Add(item);
            size += itemSize;
        }

        return (new ListNode(PlaceOf(path, start), items), size);
    }

    private (ConfigurationNode Node, long Size) ReadMap(string path, ParsingEvent start, int depth)
    {
        var (items, merged, size) = (new Dictionary<string, ConfigurationNode>(StringComparer.Ordinal), new List<ConfigurationNode>(), 1L);
        while (Next<ParsingEvent>() is not MappingEnd)
        {
            var keyEvent = _parser.Current!;
            var (keyNode, _) = ReadNode(path, keyEvent, depth + 1);
            var key = (keyNode as ScalarNode)?.Text;
            var childPath = path.Length == 0 ? key ?? "" : $"{path}.{key}";
            var (child, childSize) = ReadNode(childPath, Next<ParsingEvent>(), depth + 1);
            size += childSize;
            if (key is null)
                continue; // a key that is no text has no name by which a reader could ask for it
            if (key == MergeKey && keyEvent is Scalar { Style: ScalarStyle.Plain })
                merged.Add(child);
            else if (!items.TryAdd(key, child))
                items[key] = new UnreadableNode(PlaceOf(childPath, keyEvent), "is given twice: remove one.");
        }

        foreach (var map in merged.SelectMany(Maps))
        {
            foreach (var (key, value) in map.Items)
                items.TryAdd(key, value); // what the map itself says goes before what it merges, and earlier maps before later ones
        }

        return (new MapNode(path.Length == 0 ? "" : PlaceOf(path, start), items), size);
    }

    private static IEnumerable<MapNode> Maps(ConfigurationNode merged) => merged switch
    {
        MapNode map => [map],
        ListNode list => list.Items.OfType<MapNode>(),
        _ => [],
    };

    private T Next<T>()
        where T : ParsingEvent
    {
        do
        {
            if (!_parser.MoveNext())
                throw new ModelFormatException(_file, null, "ends early: get the file again.");
        }
        while (_parser.Current is Comment);

        return _parser.Current as T ?? throw Bad("", _parser.Current!, "is not valid YAML.");
    }

    // YAML's own tags name what a value is anyway; a Python tuple is a list.
    private static bool IsHarmless(TagName tag)
        => tag.IsNonSpecific
        || (tag.Value.StartsWith(StandardTag, StringComparison.Ordinal)
            && tag.Value[StandardTag.Length..] is "int" or "float" or "bool" or "null" or "str" or "seq" or "map" or "python/tuple");

    /// <summary>
    /// Tells how a scalar is marked. With "???", the reference's configuration library marks a value that somebody else has to give.
    /// </summary>
    private static ScalarKind KindOf(Scalar scalar)
        => scalar.Value is "???" || (scalar.Style is ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL")
            ? ScalarKind.Null
            : scalar.Style is ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.Value != StandardTag + "str") ? ScalarKind.Plain
                : ScalarKind.Text;

    private static string PlaceOf(string path, ParsingEvent at)
        => path.Length == 0 ? $"line {at.Start.Line}" : $"{path}, line {at.Start.Line}";

    private ModelFormatException Bad(string path, ParsingEvent at, string reason) => new(_file, PlaceOf(path, at), reason);
}

using System.Text;
using TinyAudioDiffusion.Models.Formats.Configuration;
using TinyAudioDiffusion.Models.Formats.Reading;
using TinyAudioDiffusion.Zoo;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TinyAudioDiffusion.Models.Formats.Lightning;

/// <summary>Reads a small YAML file into nodes of text: one document, no tags, no aliases, no key twice. No value becomes an object.</summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 32;

    private readonly string _file;
    private readonly Parser _parser;

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
        catch (Exception exception) when (exception is YamlException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The parser answers some kinds of nonsense with the runtime's own exceptions.
            var line = exception is YamlException yaml ? yaml.Start.Line : tree._parser.Current?.Start.Line;
            throw new ModelFormatException(file.DisplayPath, line is null ? null : $"line {line}", "is not valid YAML: correct it, or get the file again.", exception);
        }
    }

    private MapNode ReadDocument()
    {
        Next<StreamStart>();
        if (Next<ParsingEvent>() is not DocumentStart)
            throw Bad("", _parser.Current!, "holds no YAML document.");
        var root = ReadNode("", Next<ParsingEvent>(), 1) as MapNode
            ?? throw Bad("", _parser.Current!, "does not consist of keys with values.");
        Next<DocumentEnd>();
        return Next<ParsingEvent>() is StreamEnd ? root : throw Bad("", _parser.Current!, "holds more than one YAML document.");
    }

    private ConfigurationNode ReadNode(string path, ParsingEvent start, int depth)
    {
        if (depth > MaxDepth)
            throw Bad(path, start, $"nests deeper than {MaxDepth} levels.");
        if (start is NodeEvent { Tag.IsEmpty: false } tagged)
            throw Bad(path, start, $"has the tag {tagged.Tag}; tags make objects, which a configuration does not need.");

        return start switch
        {
            Scalar scalar => new ScalarNode(PlaceOf(path, start), scalar.Value, KindOf(scalar)),
            SequenceStart => ReadList(path, start, depth),
            MappingStart => ReadMap(path, start, depth),
            AnchorAlias => throw Bad(path, start, "refers to another value by an alias: write the value itself."),
            _ => throw Bad(path, start, "is not a value."),
        };
    }

    private ListNode ReadList(string path, ParsingEvent start, int depth)
    {
        var items = new List<ConfigurationNode>();
        while (Next<ParsingEvent>() is not SequenceEnd)
            items.Add(ReadNode($"{path}[{items.Count}]", _parser.Current!, depth + 1));
        return new ListNode(PlaceOf(path, start), items);
    }

    private MapNode ReadMap(string path, ParsingEvent start, int depth)
    {
        var items = new Dictionary<string, ConfigurationNode>(StringComparer.Ordinal);
        while (Next<ParsingEvent>() is not MappingEnd)
        {
            var keyEvent = _parser.Current!;
            if (ReadNode(path, keyEvent, depth + 1) is not ScalarNode { Text: var key })
                throw Bad(path, keyEvent, "has a key that is no text.");
            var childPath = path.Length == 0 ? key : $"{path}.{key}";
            if (!items.TryAdd(key, ReadNode(childPath, Next<ParsingEvent>(), depth + 1)))
                throw Bad(childPath, keyEvent, "is given twice: remove one.");
        }

        return new MapNode(path.Length == 0 ? "" : PlaceOf(path, start), items);
    }

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

    /// <summary>"???" is how the reference's configuration library marks a value that somebody else has to give.</summary>
    private static ScalarKind KindOf(Scalar scalar)
        => scalar.Value is "???" || (scalar.Style is ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL")
            ? ScalarKind.Null
            : scalar.Style is ScalarStyle.Plain ? ScalarKind.Plain : ScalarKind.Text;

    private static string PlaceOf(string path, ParsingEvent at) => path.Length == 0 ? $"line {at.Start.Line}" : $"{path}, line {at.Start.Line}";

    private ModelFormatException Bad(string path, ParsingEvent at, string reason) => new(_file, PlaceOf(path, at), reason);
}

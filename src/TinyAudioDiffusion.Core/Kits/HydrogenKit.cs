using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Kits;

/// <summary>
/// A kit of the drum machine Hydrogen: an archive with <c>drumkit.xml</c> and the sounds beside it, in the layout of the schema that
/// Hydrogen 1.0 to 1.2 come with.
/// </summary>
internal sealed class HydrogenKit : IKitFormat
{
    // What one component of an instrument holds; Hydrogen ignores the rest.
    private const int MostLayers = 16;

    private static readonly XNamespace _namespace = "http://www.hydrogen-music.org/drumkit";

    public static HydrogenKit Instance { get; } = new();

    public string Name => "hydrogen";

    public bool UsesSampleFiles => false;

    public IEnumerable<KitFile> Write(KitLayout layout)
    {
        if (layout.Drums.FirstOrDefault(drum => drum.Samples.Count > MostLayers) is { } large)
        {
            throw new ArgumentException(
                $"\"{large.Part.Name}\" has {large.Samples.Count} sounds; Hydrogen plays at most {MostLayers} of a drum. Take fewer layers "
                + "or turns.", nameof(layout));
        }

        using var packed = new MemoryStream();
        using (var zipped = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (var archive = new TarWriter(zipped, TarEntryFormat.Ustar))
        {
            Add(archive, $"{layout.FileName}/drumkit.xml", Encoding.UTF8.GetBytes(Document(layout)));
            foreach (var sample in layout.Drums.SelectMany(drum => drum.Samples))
                Add(archive, $"{layout.FileName}/{FileOf(sample)}", sample.Content);
        }

        return [new($"{layout.FileName}.h2drumkit", packed.ToArray())];
    }

    private static void Add(TarWriter archive, string path, ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream(content.ToArray());
        archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
        {
            DataStream = stream,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            ModificationTime = DateTimeOffset.UnixEpoch, // the same kit gives the same bytes
        });
    }

    private static string FileOf(KitSample sample) => sample.Path[(sample.Path.LastIndexOf('/') + 1)..];

    private static string Document(KitLayout layout)
    {
        var document = new XDocument(Element(
            "drumkit_info",
            Element("name", layout.Name),
            Element("author", RecipeDocument.ThisLibrary),
            Element("info", "Sounds made by a model; kit.json beside the kit lists the ids that make them again."),
            Element("license", layout.Licence),
            Element("image", ""),
            Element("imageLicense", ""),
            Element("componentList", Element(
                "drumkitComponent", Element("id", 0), Element("name", "Main"), Element("volume", 1))),
            Element("instrumentList", layout.Drums.Select((drum, id) => Instrument(layout, drum, id)))));
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}\n".ReplaceLineEndings("\n");
    }

    private static XElement Instrument(KitLayout layout, KitDrum drum, int id) => Element(
        "instrument",
        Element("id", id),
        Element("name", drum.Part.Name),
        Element("volume", Math.Round((decimal)PortableMath.Pow(10, drum.Part.Level / 20), 4)),
        Element("isMuted", "false"),
        Element("isSoloed", "false"),
        Element("pan", 0),
        Element("pitchOffset", 0),
        Element("randomPitchFactor", 0),
        Element("gain", 1),
        Element("applyVelocity", "true"),
        Element("filterActive", "false"),
        Element("filterCutoff", 1),
        Element("filterResonance", 0),
        Element("Attack", 0),
        Element("Decay", 0),
        Element("Sustain", 1),
        Element("Release", 1000),
        Element("muteGroup", drum.Part.ChokeGroup is { } group ? layout.ChokeGroups[group] : -1),
        Element("midiOutChannel", -1),
        Element("midiOutNote", drum.Key),
        Element("isStopNote", "false"),
        Element("sampleSelectionAlgo", drum.Samples.Any(sample => sample.Turns > 1) ? "ROUND_ROBIN" : "VELOCITY"),
        Element("isHihat", -1),
        Element("lower_cc", 0),
        Element("higher_cc", 127),
        Element("FX1Level", 0),
        Element("FX2Level", 0),
        Element("FX3Level", 0),
        Element("FX4Level", 0),
        Element(
            "instrumentComponent",
            Element("component_id", 0),
            Element("gain", 1),
            drum.Samples.Select(sample => Element(
                "layer",
                Element("filename", FileOf(sample)),
                Element("min", Math.Round((sample.LowVelocity - 1) / 127m, 4)),
                Element("max", Math.Round(sample.HighVelocity / 127m, 4)),
                Element("gain", 1),
                Element("pitch", 0)))));

    private static XElement Element(string name, params object?[] content) => new(_namespace + name, content);
}

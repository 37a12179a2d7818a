using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace TinyAudioDiffusion.Kits;

/// <summary>A preset for Decent Sampler: a group for each drum, tags that silence each other for choke groups.</summary>
internal sealed class DecentSamplerKit : IKitFormat
{
    public static DecentSamplerKit Instance { get; } = new();

    public string Name => "decentsampler";

    public bool UsesSampleFiles => true;

    public IEnumerable<KitFile> Write(KitLayout layout)
    {
        var preset = new XDocument(
            new XDeclaration("1.0", "UTF-8", null),
            new XComment($" {layout.Name.Replace("--", "- -", StringComparison.Ordinal)} "),
            new XElement(
                "DecentSampler",
                new XAttribute("minVersion", "1.0.0"),
                new XElement("groups", layout.Drums.Select(drum => Group(drum)))));
        return [new($"{layout.FileName}.dspreset", Encoding.UTF8.GetBytes($"{preset.Declaration}\n{preset}\n".ReplaceLineEndings("\n")))];
    }

    // Drums ring whether their key is held or not: the release is as long as the sound.
    private static XElement Group(KitDrum drum)
    {
        var longest = drum.Samples.Max(sample => sample.Clip.Duration.TotalSeconds);
        var tag = drum.Part.ChokeGroup;
        return new XElement(
            "group",
            new XAttribute("name", drum.Part.Name),
            new XAttribute("volume", Text($"{drum.Part.Level}dB")),
            new XAttribute("ampVelTrack", "1"),
            new XAttribute("attack", "0"),
            new XAttribute("decay", "0"),
            new XAttribute("sustain", "1"),
            new XAttribute("release", Text($"{Math.Ceiling(10 * longest) / 10}")),
            new XAttribute("seqMode", drum.Samples.Any(sample => sample.Turns > 1) ? "round_robin" : "always"),
            tag is null ? null : new XAttribute("tags", tag),
            tag is null ? null : new XAttribute("silencedByTags", tag),
            tag is null ? null : new XAttribute("silencingMode", "fast"),
            drum.Samples.Select(sample => new XElement(
                "sample",
                new XAttribute("path", sample.Path),
                new XAttribute("rootNote", drum.Key),
                new XAttribute("loNote", drum.Key),
                new XAttribute("hiNote", drum.Key),
                new XAttribute("loVel", sample.LowVelocity),
                new XAttribute("hiVel", sample.HighVelocity),
                sample.Turns == 1 ? null : new XAttribute("seqLength", sample.Turns),
                sample.Turns == 1 ? null : new XAttribute("seqPosition", sample.Sound.RoundRobin + 1))));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

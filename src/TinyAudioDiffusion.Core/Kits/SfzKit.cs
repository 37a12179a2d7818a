using System.Globalization;
using System.Text;

namespace TinyAudioDiffusion.Kits;

/// <summary>
/// SFZ: a text file beside the sounds. A group for each drum, a region for each sound; opcodes of version 1 alone, which all
/// players know.
/// </summary>
internal sealed class SfzKit : IKitFormat
{
    public static SfzKit Instance { get; } = new();

    public string Name => "sfz";

    public bool UsesSampleFiles => true;

    public IEnumerable<KitFile> Write(KitLayout layout)
    {
        var text = new StringBuilder();
        Line($"// {layout.Name}");
        Line($"// Sounds made by a model. Licence: {layout.Licence}");
        Line($"<global> loop_mode=one_shot amp_veltrack=100");
        foreach (var drum in layout.Drums)
        {
            Line($"");
            Line($"// {drum.Part.Name}");
            var choke = drum.Part.ChokeGroup is { } name
                ? string.Create(
                    CultureInfo.InvariantCulture, $" group={layout.ChokeGroups[name]} off_by={layout.ChokeGroups[name]} off_mode=fast")
                : "";
            Line($"<group> key={drum.Key} volume={drum.Part.Level}{choke}");
            foreach (var sample in drum.Samples)
            {
                var turns = sample.Turns == 1 ? ""
                    : string.Create(CultureInfo.InvariantCulture, $" seq_length={sample.Turns} seq_position={sample.Sound.RoundRobin + 1}");
                Line($"<region> lovel={sample.LowVelocity} hivel={sample.HighVelocity}{turns} sample={sample.Path}");
            }
        }

        return [new($"{layout.FileName}.sfz", Encoding.UTF8.GetBytes(text.ToString()))];

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture).ReplaceLineEndings(" ")).Append('\n');
    }
}

using System.Globalization;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>What was understood of a description, for a person.</summary>
internal static class DescriptionText
{
    /// <summary>Writes the drums and the sliders: "kick; brightness 0.2 (dark), decay 0.2 (short)".</summary>
    public static string Of(DrumDescription description)
    {
        var drums = string.Join(" + ", description.Drums.Select(
            drum => drum.Share == 1 ? drum.Class : string.Create(CultureInfo.InvariantCulture, $"{drum.Class} {drum.Share}")));
        var sliders = string.Join(", ", description.Sliders.Select(
            slider => string.Create(CultureInfo.InvariantCulture, $"{slider.Name} {slider.Value} ({slider.Words})")));
        return string.Join("; ", new[] { drums, sliders }.Where(part => part.Length > 0));
    }
}

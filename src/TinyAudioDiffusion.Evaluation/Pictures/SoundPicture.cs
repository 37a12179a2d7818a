using System.Globalization;
using System.Text;
using TinyAudioDiffusion.Evaluation.Text;

namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>
/// Draws sounds side by side, each with its title, waveform and mel spectrogram over one time axis, as one SVG file.
/// </summary>
public static class SoundPicture
{
    private const int Width = 300;
    private const int WaveHeight = 92;
    private const int MelHeight = 140;
    private const int Left = 40;
    private const int Between = 22;
    private const int Title = 28;
    private const int Time = 34;
    private const int Tall = Title + WaveHeight + 8 + MelHeight + Time;

    private static readonly (double Hertz, string Label)[] _frequencies =
        [(100, "100"), (500, "500"), (1000, "1k"), (2000, "2k"), (5000, "5k"), (10000, "10k")];

    /// <summary>Draws sounds.</summary>
    /// <param name="sounds">The sounds with their titles, at least one.</param>
    /// <param name="columns">The number of sounds in a row, at least 1.</param>
    /// <returns>An SVG file.</returns>
    /// <exception cref="UnusableSoundException">A sound is empty or not finite.</exception>
    public static string Draw(IReadOnlyList<(string Title, AudioClip Clip)> sounds, int columns = 2)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfZero(sounds.Count, nameof(sounds));
        columns = Math.Min(columns, sounds.Count);
        var (width, height) = (columns * (Left + Width + Between), (sounds.Count + columns - 1) / columns * (Tall + 8));
        var names = MarkupText.Escape($"Waveforms and mel spectrograms: {string.Join(", ", sounds.Select(sound => sound.Title))}");
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" """);
        svg.Append(CultureInfo.InvariantCulture, $"""width="{width}" height="{height}" role="img" aria-label="{names}">""");
        svg.Append(CultureInfo.InvariantCulture, $"\n<title>{names}</title>\n<style>\n{PictureStyle.Css}\n</style>\n");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect class="paper" width="{width}" height="{height}" rx="8"/>""");
        for (var i = 0; i < sounds.Count; i++)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"\n<g transform=\"translate({Left + (i % columns * (Left + Width + Between))} {i / columns * (Tall + 8)})\">");
            Append(svg, sounds[i].Title, sounds[i].Clip);
            svg.Append("</g>");
        }

        return svg.Append("\n</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, string title, AudioClip clip)
    {
        var (wave, mel, bottom) = (Title, Title + WaveHeight + 8, Title + WaveHeight + 8 + MelHeight);
        svg.Append(CultureInfo.InvariantCulture, $"""<text class="title" y="{Title - 9}">{MarkupText.Escape(title)}</text>""");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<g transform="translate(0 {wave})">{WaveformPicture.Draw(clip, Width, WaveHeight, $"Waveform of {title}")}</g>""");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<image x="0" y="{mel}" width="{Width}" height="{MelHeight}" preserveAspectRatio="none" href="data:image/png;base64,""");
        svg.Append(Convert.ToBase64String(MelPicture.Draw(clip))).Append("\"/>");
        foreach (var (level, label) in (ReadOnlySpan<(double Level, string Label)>)[(1, "1"), (0, "0"), (-1, "−1")])
            AppendLabel(svg, wave + ((1 - level) * WaveHeight / 2), label);
        foreach (var (hertz, label) in _frequencies)
        {
            if (hertz < clip.SampleRate / 2.2)
                AppendLabel(svg, bottom - (MelPicture.Height(hertz, clip.SampleRate) * MelHeight), label);
        }

        var time = new PlotAxis(0, clip.Duration.TotalSeconds, logarithmic: false, tight: true);
        foreach (var mark in time.Marks(4))
        {
            var x = MarkupText.Number(time.Place(mark) * Width);
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="axis" d="M{x} {bottom}v4"/><text x="{x}" y="{bottom + 17}" """);
            svg.Append($"text-anchor=\"middle\">{ReadableNumber.Value(mark)}{(mark == 0 ? " s" : "")}</text>");
        }
    }

    private static void AppendLabel(StringBuilder svg, double y, string label)
        => svg.Append($"""<text x="-6" y="{MarkupText.Number(y)}" dy=".35em" text-anchor="end">{label}</text>""");
}

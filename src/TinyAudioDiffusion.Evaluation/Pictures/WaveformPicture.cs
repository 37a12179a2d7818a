using System.Globalization;
using System.Text;

namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>Draws a sound over time: the range of its samples in each column, and in a stronger colour their root mean square.</summary>
internal static class WaveformPicture
{
    /// <summary>Draws a sound, all channels over each other, full scale from top to bottom.</summary>
    /// <param name="clip">The sound.</param>
    /// <param name="width">The width in pixels, at least 1.</param>
    /// <param name="height">The height in pixels, at least 1.</param>
    /// <param name="description">The description for a reader who does not see the picture.</param>
    /// <returns>An <c>svg</c> element to put into a page or another picture; its colours come from the classes of
    /// <see cref="PictureStyle"/>.</returns>
    public static string Draw(AudioClip clip, int width, int height, string description)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var columns = Columns(clip, width);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg class="waveform" viewBox="0 0 {width} {height}" width="{width}" height="{height}" preserveAspectRatio="none" """);
        svg.Append(CultureInfo.InvariantCulture, $"""role="img" aria-label="{MarkupText.Escape(description)}">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<path class="axis" d="M0 {MarkupText.Number(height / 2.0)}H{width}"/>""");
        AppendBand(svg, "range", columns, height, column => (column.Low, column.High));
        AppendBand(svg, "level", columns, height, column => (-column.Rms, column.Rms));
        return svg.Append("</svg>").ToString();
    }

    // Along the upper edge and back along the lower one; at least a hair wide, so that silence is a line.
    private static void AppendBand(
        StringBuilder svg, string name, List<Column> columns, int height, Func<Column, (double Low, double High)> band)
    {
        if (columns.Count == 0)
            return;
        var (upper, lower) = (new StringBuilder(), new StringBuilder());
        for (var x = 0; x < columns.Count; x++)
        {
            var (low, high) = band(columns[x]);
            upper.Append(x == 0 ? "" : "L").Append(Place(x, high + 0.004));
            var back = columns.Count - 1 - x;
            lower.Append('L').Append(Place(back, band(columns[back]).Low - 0.004));
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<path class="{name}" d="M{upper}{lower}Z"/>""");

        string Place(int column, double value)
            => $"{MarkupText.Number(column + 0.5)} {MarkupText.Number((1 - Math.Clamp(value, -1, 1)) * height / 2)}";
    }

    private static List<Column> Columns(AudioClip clip, int width)
    {
        var columns = new List<Column>();
        for (var x = 0; x < width && clip.Length > 0; x++)
        {
            var first = (int)((long)x * clip.Length / width);
            var last = Math.Max(first + 1, (int)((long)(x + 1) * clip.Length / width));
            columns.Add(ColumnOf(clip, first, last));
        }

        return columns;
    }

    private static Column ColumnOf(AudioClip clip, int first, int last)
    {
        var (low, high, sum) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        for (var channel = 0; channel < clip.Channels; channel++)
        {
            foreach (var sample in clip.Channel(channel)[first..last])
            {
                var value = float.IsFinite(sample) ? sample : 0;
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
                sum += (double)value * value;
            }
        }

        return new Column(low, high, Math.Sqrt(sum / ((last - first) * clip.Channels)));
    }

    private readonly record struct Column(double Low, double High, double Rms);
}

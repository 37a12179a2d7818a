using System.Globalization;
using System.Text;
using TinyAudioDiffusion.Evaluation.Text;

namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>
/// A plot of lines with axes and a legend, as SVG. Any number of points: those of one pixel column are drawn as their range.
/// </summary>
internal sealed class LinePlot
{
    private const int Left = 56;
    private const int Right = 24;
    private const int Top = 26;
    private const int Bottom = 36;

    /// <summary>Gets the description for a reader who does not see the plot.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the name of the horizontal axis.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>Gets a value indicating whether the vertical axis is logarithmic; values that are not positive are then left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Gets the lines, the first one at the back.</summary>
    public required IReadOnlyList<PlotSeries> Series { get; init; }

    /// <summary>Draws the plot.</summary>
    /// <param name="width">The width in pixels, at least 160.</param>
    /// <param name="height">The height in pixels, at least 120.</param>
    /// <returns>An <c>svg</c> element; its colours come from the classes of <see cref="PictureStyle"/>.</returns>
    public string Draw(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 160);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 120);
        var lines = Series.Select(series => (Series: series, Points: series.Points.Where(IsDrawn).ToList()))
            .Where(line => line.Points.Count > 0).ToList();
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg class="plot" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" """);
        svg.Append(CultureInfo.InvariantCulture, $"aria-label=\"{MarkupText.Escape(Description)}\">");
        if (lines.Count == 0)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<text x="{width / 2}" y="{height / 2}" text-anchor="middle">nothing measured yet</text>""");
        else
            AppendPlot(svg, lines, width, height);
        return svg.Append("</svg>").ToString();
    }

    private bool IsDrawn((double X, double Y) point)
        => double.IsFinite(point.X) && double.IsFinite(point.Y) && (!Logarithmic || point.Y > 0);

    private void AppendPlot(StringBuilder svg, List<(PlotSeries Series, List<(double X, double Y)> Points)> lines, int width, int height)
    {
        var (inner, tall) = (width - Left - Right, height - Top - Bottom);
        var (first, last) = (lines.Min(line => line.Points.Min(point => point.X)), lines.Max(line => line.Points.Max(point => point.X)));
        var x = new PlotAxis(first, last, logarithmic: false, tight: true);
        var (least, most) = Range(lines);
        var y = new PlotAxis(least, most, Logarithmic, tight: false);

        foreach (var mark in y.Marks(Math.Max(2, tall / 40)))
        {
            var place = MarkupText.Number(Top + ((1 - y.Place(mark)) * tall));
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="grid" d="M{Left} {place}h{inner}"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left - 6}" y="{place}" dy=".35em" text-anchor="end">""");
            svg.Append(ReadableNumber.Value(mark)).Append("</text>");
        }

        foreach (var mark in x.Marks(Math.Max(2, inner / 90)))
        {
            var place = MarkupText.Number(Left + (x.Place(mark) * inner));
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="axis" d="M{place} {Top + tall}v4"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{place}" y="{Top + tall + 17}" text-anchor="middle">""");
            svg.Append(ReadableNumber.Value(mark)).Append("</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<path class="axis" d="M{Left} {Top + tall}h{inner}"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left + inner}" y="{height - 4}" text-anchor="end">""");
        svg.Append(MarkupText.Escape(XLabel)).Append("</text>");
        AppendLegend(svg, lines.Select(line => line.Series));

        // An svg of its own cuts off what lies outside of the axes.
        svg.Append(CultureInfo.InvariantCulture, $"""<svg x="{Left}" y="{Top - 4}" width="{inner}" height="{tall + 8}">""");
        foreach (var (series, points) in lines)
            AppendLine(svg, series, [.. points.Select(point => (x.Place(point.X) * inner, 4 + ((1 - y.Place(point.Y)) * tall)))]);
        svg.Append("</svg>");
    }

    // Faint lines count between their 1st and 99th of 100 parts.
    private static (double Least, double Most) Range(List<(PlotSeries Series, List<(double X, double Y)> Points)> lines)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var (series, points) in lines)
        {
            var values = points.ConvertAll(point => point.Y);
            values.Sort();
            var cut = series.Line == PlotLine.Faint ? values.Count / 100 : 0;
            (least, most) = (Math.Min(least, values[cut]), Math.Max(most, values[^(cut + 1)]));
        }

        return (least, most);
    }

    private static void AppendLegend(StringBuilder svg, IEnumerable<PlotSeries> series)
    {
        var x = (double)Left;
        foreach (var line in series)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<path class="{(line.Line == PlotLine.Faint ? "faint" : "curve")} {line.Color}" d="M{MarkupText.Number(x)} 10h18"/>""");
            svg.Append(
                CultureInfo.InvariantCulture, $"""<text x="{MarkupText.Number(x + 24)}" y="14">{MarkupText.Escape(line.Name)}</text>""");
            x += 24 + (6.6 * line.Name.Length) + 18;
        }
    }

    private static void AppendLine(StringBuilder svg, PlotSeries series, List<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in Thin(points))
            path.Append(path.Length == 0 ? 'M' : 'L').Append(MarkupText.Number(x)).Append(' ').Append(MarkupText.Number(y));
        if (points.Count == 1)
            path.Append("h0"); // with round ends, a dot
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<path class="{(series.Line == PlotLine.Faint ? "faint" : "curve")} {series.Color}" d="{path}"/>""");
        if (series.Line != PlotLine.Dots || points.Count > 200)
            return;
        foreach (var (x, y) in points)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<circle class="dot {series.Color}" cx="{MarkupText.Number(x)}" cy="{MarkupText.Number(y)}" r="3"/>""");
        }
    }

    // Of more than two points in a pixel column, the highest and the lowest.
    private static IEnumerable<(double X, double Y)> Thin(List<(double X, double Y)> points)
    {
        foreach (var column in points.GroupBy(point => (int)point.X))
        {
            var (low, high) = (column.MinBy(point => point.Y), column.MaxBy(point => point.Y));
            yield return low.X <= high.X ? low : high;
            if (low != high)
                yield return low.X <= high.X ? high : low;
        }
    }
}

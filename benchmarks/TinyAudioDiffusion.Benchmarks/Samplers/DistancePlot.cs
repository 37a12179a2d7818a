using System.Globalization;
using System.Text;

namespace TinyAudioDiffusion.Benchmarks.Samplers;

/// <summary>Calls against distance as SVG: all sounds on the left, the median sound on the right; both axes logarithmic.</summary>
internal static class DistancePlot
{
    private const double Nearest = 0.003;

    private static readonly string[] _colours =
        ["#222222", "#7f7f7f", "#1f77b4", "#17becf", "#aec7e8", "#9467bd", "#c5b0d5", "#bcbd22", "#2ca02c", "#e377c2", "#ff7f0e",
            "#f7b6d2", "#98df8a", "#8c564b", "#d62728"];

    public static string Write(IReadOnlyList<int> calls, IReadOnlyList<(string Name, Distance[] Distances)> rows, string title)
    {
        var svg = new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1100\" height=\"440\" font-family=\"sans-serif\" font-size=\"12\">\n<rect "
            + "width=\"1100\" height=\"440\" fill=\"white\"/>\n");
        Panel(svg, 50, "all sounds (RMS)", calls, rows, distance => distance.Rms);
        Panel(svg, 480, "the median sound", calls, rows, distance => distance.Median);
        svg.Append(Invariant($"<text x=\"50\" y=\"16\">{title}</text>\n"));
        for (var row = 0; row < rows.Count; row++)
            svg.Append(Invariant($"<line x1=\"890\" x2=\"910\" y1=\"{46 + (row * 22)}\" y2=\"{46 + (row * 22)}\" ")
                + Invariant($"stroke=\"{_colours[row % _colours.Length]}\" stroke-width=\"3\"/><text x=\"916\" ")
                + Invariant($"y=\"{50 + (row * 22)}\">{rows[row].Name}</text>\n"));
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(
        StringBuilder svg, double left, string title, IReadOnlyList<int> calls, IReadOnlyList<(string Name, Distance[] Distances)> rows,
            Func<Distance, double> measure)
    {
        foreach (var y in new[] { 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1 })
            svg.Append(Invariant($"<line x1=\"{left}\" x2=\"{left + 380}\" y1=\"{Y(y):F1}\" y2=\"{Y(y):F1}\" stroke=\"#ddd\"/><text x=\"{left - 4}\" ")
                + Invariant($"y=\"{Y(y) + 4:F1}\" text-anchor=\"end\">{y}</text>\n"));
        foreach (var x in calls)
            svg.Append(Invariant($"<line x1=\"{X(x):F1}\" x2=\"{X(x):F1}\" y1=\"30\" y2=\"400\" stroke=\"#eee\"/><text x=\"{X(x):F1}\" y=\"414\" ")
                + Invariant($"text-anchor=\"middle\">{x}</text>\n"));
        svg.Append(Invariant($"<text x=\"{left + 190}\" y=\"432\" text-anchor=\"middle\">network calls: {title}</text>\n"));
        for (var row = 0; row < rows.Count; row++)
        {
            var points = string.Join(' ', calls.Select((count, i) => Invariant($"{X(count):F1},{Y(measure(rows[row].Distances[i])):F1}")));
            svg.Append(Invariant($"<polyline fill=\"none\" stroke=\"{_colours[row % _colours.Length]}\" stroke-width=\"2\" points=\"{points}\"/>\n"));
        }

        double X(double count) => left + (380 * Math.Log(count / calls[0]) / Math.Log((double)calls[^1] / calls[0]));
        static double Y(double distance) => 30 + (370 * Math.Log(Math.Clamp(distance, Nearest, 1)) / Math.Log(Nearest));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;

namespace TinyAudioDiffusion.Benchmarks.Distillation;

/// <summary>Network calls against four measures, as SVG; calls are logarithmic.</summary>
internal static class QualityPlot
{
    private const double Width = 230;
    private const double Height = 190;

    private static readonly string[] _colours = ["#7f7f7f", "#1f77b4", "#d62728", "#2ca02c", "#9467bd"];

    public static string Write(IReadOnlyList<QualityRow> rows)
    {
        var names = rows.Select(row => row.Name).Distinct().ToList();
        var svg = new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1140\" height=\"280\" font-family=\"sans-serif\" font-size=\"12\">\n"
            + "<rect width=\"1140\" height=\"280\" fill=\"white\"/>\n");
        Panel(svg, 40, "log-mel KAD (less is better)", rows, names, row => row.Kad);
        Panel(svg, 320, "coverage, %", rows, names, row => row.Coverage);
        Panel(svg, 600, "recognised, %", rows, names, row => row.Recognised);
        Panel(svg, 880, "tail above 8 kHz, dBFS (less is better)", rows, names, row => row.Hiss);
        for (var i = 0; i < names.Count; i++)
        {
            svg.Append(Invariant($"<line x1=\"{40 + (200 * i)}\" x2=\"{60 + (200 * i)}\" y1=\"266\" y2=\"266\" "))
                .Append(Invariant($"stroke=\"{_colours[i % 5]}\" stroke-width=\"3\"/><text x=\"{66 + (200 * i)}\" y=\"270\">{names[i]}</text>\n"));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(
        StringBuilder svg, double left, string title, IReadOnlyList<QualityRow> all, List<string> names, Func<QualityRow, double> measure)
    {
        var rows = all.Where(row => double.IsFinite(measure(row))).ToList();
        var (least, most) = (rows.Min(measure), rows.Max(measure));
        var (low, high) = (least - (0.05 * (most - least)) - 0.01, most + (0.05 * (most - least)) + 0.01);
        svg.Append(Invariant($"<text x=\"{left}\" y=\"16\">{title}</text>\n"));
        for (var line = 0; line <= 4; line++)
        {
            var value = low + ((high - low) * line / 4);
            svg.Append(Invariant($"<line x1=\"{left}\" x2=\"{left + Width}\" y1=\"{Y(value):F1}\" y2=\"{Y(value):F1}\" stroke=\"#ddd\"/>"))
                .Append(Invariant($"<text x=\"{left - 4}\" y=\"{Y(value) + 4:F1}\" text-anchor=\"end\">{value:0.#}</text>\n"));
        }

        foreach (var calls in rows.Select(row => row.Calls).Distinct())
            svg.Append(Invariant($"<text x=\"{X(calls):F1}\" y=\"{34 + Height + 16:F1}\" text-anchor=\"middle\">{calls}</text>\n"));
        for (var i = 0; i < names.Count; i++)
        {
            var own = rows.Where(row => row.Name == names[i]).OrderBy(row => row.Calls).ToList();
            var points = string.Join(' ', own.Select(row => Invariant($"{X(row.Calls):F1},{Y(measure(row)):F1}")));
            svg.Append(Invariant($"<polyline fill=\"none\" stroke=\"{_colours[i % 5]}\" stroke-width=\"2\" points=\"{points}\"/>\n"));
            foreach (var row in own)
            {
                svg.Append(Invariant($"<circle cx=\"{X(row.Calls):F1}\" cy=\"{Y(measure(row)):F1}\" "))
                    .Append(Invariant($"r=\"4\" fill=\"{_colours[i % 5]}\"/>\n"));
            }
        }

        double X(double calls) => left + 10 + ((Width - 20) * Math.Log2(calls) / Math.Max(1, Math.Log2(rows.Max(row => row.Calls))));
        double Y(double value) => 34 + (Height * (high - value) / (high - low));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

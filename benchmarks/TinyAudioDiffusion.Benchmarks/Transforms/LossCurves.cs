using System.Globalization;
using System.Text;

namespace TinyAudioDiffusion.Benchmarks.Transforms;

/// <summary>The loss of each transform by seconds of training, as SVG; the loss is logarithmic.</summary>
internal static class LossCurves
{
    private const double Lowest = 0.04;
    private const double Highest = 1;

    private static readonly string[] _colours =
        ["#222222", "#c5b0d5", "#9467bd", "#e377c2", "#98df8a", "#2ca02c", "#17becf", "#ffbb78", "#ff7f0e", "#d62728"];

    public static string Draw(IReadOnlyList<TransformResult> results)
    {
        var longest = results.Max(result => result.Curve[^1][0]);
        var svg = new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 400\" font-family=\"sans-serif\" font-size=\"12\">\n"
            + "<rect width=\"760\" height=\"400\" fill=\"white\"/>\n"
            + "<text x=\"310\" y=\"392\" text-anchor=\"middle\">seconds of one core</text>\n");
        foreach (var loss in new[] { 0.05, 0.1, 0.2, 0.5, 1 })
            svg.Append(Invariant($"<line x1=\"50\" x2=\"580\" y1=\"{Y(loss):F1}\" y2=\"{Y(loss):F1}\" stroke=\"#ddd\"/><text x=\"44\" "))
                .Append(Invariant($"y=\"{Y(loss) + 4:F1}\" text-anchor=\"end\">{loss}</text>\n"));
        for (var second = 60; second <= longest; second += 60)
            svg.Append(Invariant($"<text x=\"{X(second):F1}\" y=\"374\" text-anchor=\"middle\">{second}</text>\n"));
        for (var i = 0; i < results.Count; i++)
        {
            var points = string.Join(' ', results[i].Curve.Select(point => Invariant($"{X(point[0]):F1},{Y(point[1]):F1}")));
            svg.Append(Invariant($"<polyline fill=\"none\" stroke=\"{_colours[i]}\" stroke-width=\"2\" points=\"{points}\"/>\n"))
                .Append(Invariant($"<line x1=\"600\" x2=\"620\" y1=\"{30 + (22 * i)}\" y2=\"{30 + (22 * i)}\" stroke=\"{_colours[i]}\" "))
                .Append(Invariant($"stroke-width=\"3\"/><text x=\"626\" y=\"{34 + (22 * i)}\">{results[i].Name}</text>\n"));
        }

        return svg.Append("</svg>\n").ToString();

        double X(double second) => 50 + (530 * second / longest);
        static double Y(double loss)
            => 20 + (340 * Math.Log(Highest / Math.Clamp(loss, Lowest, Highest)) / Math.Log(Highest / Lowest));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

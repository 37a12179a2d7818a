using TinyAudioDiffusion.Evaluation.Pictures;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Reports;

/// <summary>The plots of a run: loss (linear and logarithmic, for wide and narrow screens), learning rate, length of the gradient.</summary>
internal static class TrainingCurves
{
    public static void Write(TextWriter page, IReadOnlyList<MetricsLine> entries)
    {
        if (entries.Count == 0)
            return;
        page.Write("<h2>Curves</h2>\n<div class=\"card\">\n");
        page.Write("<input class=\"choice\" type=\"radio\" name=\"scale\" id=\"linear\"><input class=\"choice\" type=\"radio\" name=\"scale\" id=\"logarithmic\" checked>\n");
        page.Write("<div class=\"choices\"><span class=\"name\">Loss</span><label for=\"linear\">linear</label><label for=\"logarithmic\">logarithmic</label></div>\n");
        foreach (var logarithmic in (ReadOnlySpan<bool>)[false, true])
        {
            var plot = Loss(entries, logarithmic);
            page.Write($"<div class=\"{(logarithmic ? "log" : "lin")}\"><div class=\"wide\">{plot.Draw(1060, 380)}</div><div class=\"narrow\">{plot.Draw(380, 300)}</div></div>\n");
        }

        page.Write("</div>\n<div class=\"pair\" style=\"margin-top:12px\">\n");
        WriteCard(page, "Learning rate", One("Learning rate by step", "rate", "green", PlotLine.Curve, entries, entry => entry.Rate, logarithmic: false));
        WriteCard(page, "Length of the gradient", One("Length of the gradient by step", "before clipping", "purple", PlotLine.Faint, entries, entry => entry.GradientNorm, logarithmic: true));
        page.Write("</div>\n");
    }

    private static LinePlot Loss(IReadOnlyList<MetricsLine> entries, bool logarithmic) => new()
    {
        Description = LossDescription(entries),
        XLabel = "step",
        Logarithmic = logarithmic,
        Series =
        [
            new("each step", "blue", PlotLine.Faint, Points(entries, entry => entry.Loss)),
            new("smoothed", "blue", PlotLine.Curve, Points(entries, entry => entry.SmoothedLoss)),
            new("validation", "orange", PlotLine.Dots, Points(entries, entry => entry.ValidationLoss ?? double.NaN)),
        ],
    };

    private static string LossDescription(IReadOnlyList<MetricsLine> entries)
    {
        var (first, last) = (entries[0], entries[^1]);
        return $"Loss by step: smoothed {MarkupText.Value(first.SmoothedLoss)} at step {MarkupText.Count(first.Step)}, {MarkupText.Value(last.SmoothedLoss)} at step {MarkupText.Count(last.Step)}.";
    }

    private static LinePlot One(
        string description, string name, string color, PlotLine line, IReadOnlyList<MetricsLine> entries, Func<MetricsLine, double> value, bool logarithmic) => new()
        {
            Description = description,
            XLabel = "step",
            Logarithmic = logarithmic,
            Series = [new(name, color, line, Points(entries, value))],
        };

    private static void WriteCard(TextWriter page, string title, LinePlot plot)
        => page.Write($"<div class=\"card\"><p class=\"caption\">{title}</p>{plot.Draw(500, 240)}</div>\n");

    private static List<(double X, double Y)> Points(IReadOnlyList<MetricsLine> entries, Func<MetricsLine, double> value)
        => [.. entries.Select(entry => ((double)entry.Step, value(entry))).Where(point => double.IsFinite(point.Item2))];
}

using TinyAudioDiffusion.Evaluation.Pictures;
using TinyAudioDiffusion.Evaluation.Reports;
using TinyAudioDiffusion.Evaluation.Text;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Training.Reports;

/// <summary>The plots of a run: loss, learning rate and gradient norm over the steps.</summary>
internal static class TrainingCurves
{
    public static void Write(ReportPage page, IReadOnlyList<MetricsLine> lines)
    {
        if (lines.Count == 0)
            return;
        page.Heading("Curves");
        page.WidePlot(Loss(lines));
        page.Plots(
            Single("Learning rate", "rate", "green", PlotLine.Curve, lines, line => line.Rate, logarithmic: false),
            Single("Gradient norm", "before clipping", "purple", PlotLine.Faint, lines, line => line.GradientNorm, logarithmic: true));
    }

    private static ReportPlot Loss(IReadOnlyList<MetricsLine> lines)
    {
        var (first, last) = (lines[0], lines[^1]);
        return new()
        {
            Title = "Loss",
            Description = $"Loss by step: smoothed {ReadableNumber.Value(first.SmoothedLoss)} at step {ReadableNumber.Count(first.Step)}, "
                + $"{ReadableNumber.Value(last.SmoothedLoss)} at step {ReadableNumber.Count(last.Step)}.",
            XLabel = "step",
            Series =
            [
                new("each step", "blue", PlotLine.Faint, Points(lines, line => line.Loss)),
                new("smoothed", "blue", PlotLine.Curve, Points(lines, line => line.SmoothedLoss)),
                new("validation", "orange", PlotLine.Dots, Points(lines, line => line.ValidationLoss ?? double.NaN)),
            ],
        };
    }

    private static ReportPlot Single(
        string title, string name, string color, PlotLine style, IReadOnlyList<MetricsLine> lines, Func<MetricsLine, double> value,
        bool logarithmic) => new()
        {
            Title = title,
            Description = $"{title} by step",
            XLabel = "step",
            Logarithmic = logarithmic,
            Series = [new(name, color, style, Points(lines, value))],
        };

    private static List<(double X, double Y)> Points(IReadOnlyList<MetricsLine> lines, Func<MetricsLine, double> value)
        => [.. lines.Select(line => ((double)line.Step, value(line))).Where(point => double.IsFinite(point.Item2))];
}

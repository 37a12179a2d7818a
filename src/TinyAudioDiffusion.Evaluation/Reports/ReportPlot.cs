using TinyAudioDiffusion.Evaluation.Pictures;

namespace TinyAudioDiffusion.Evaluation.Reports;

/// <summary>A plot of lines on a <see cref="ReportPage"/>.</summary>
public sealed record ReportPlot
{
    /// <summary>Gets the title above the plot.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the description of the plot for a reader who does not see it.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the name of the horizontal axis.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>Gets a value indicating whether the vertical axis is logarithmic; values that are not positive are then left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Gets the lines, the first one at the back.</summary>
    public required IReadOnlyList<PlotSeries> Series { get; init; }

    internal LinePlot Lines(bool logarithmic)
        => new() { Description = Description, XLabel = XLabel, Logarithmic = logarithmic, Series = Series };
}

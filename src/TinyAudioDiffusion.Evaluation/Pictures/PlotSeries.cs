namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>One line of a plot.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Color">blue, orange, green or purple.</param>
/// <param name="Line">The style.</param>
/// <param name="Points">The points, by rising X; those that are not finite are left out.</param>
public sealed record PlotSeries(string Name, string Color, PlotLine Line, IReadOnlyList<(double X, double Y)> Points);

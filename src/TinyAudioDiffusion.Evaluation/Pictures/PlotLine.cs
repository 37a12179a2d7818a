namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>The style of a line in a plot.</summary>
public enum PlotLine
{
    /// <summary>A strong line.</summary>
    Curve,

    /// <summary>
    /// A faint line behind the others: raw values. Does not decide the range of the axis alone, so that one outlier hides nothing.
    /// </summary>
    Faint,

    /// <summary>A strong line with a dot at every point: values that are few.</summary>
    Dots,
}

using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Evaluation.Pictures;

namespace TinyAudioDiffusion.Evaluation.Reports;

/// <summary>One line of the table of an evaluation: for each kind the value of the sounds, and that of the real ones.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Value">The value of the sounds of a kind, as text.</param>
/// <param name="Reference">The value of the real ones, as text.</param>
public sealed record MeasureRow(string Name, Func<KindEvaluation, string> Value, Func<KindEvaluation, string> Reference)
{
    private const string Nothing = "–";

    /// <summary>Gets the lines of the table, the same in a terminal and on a page.</summary>
    public static IReadOnlyList<MeasureRow> All { get; } =
    [
        new("sounds", kind => MarkupText.Count(kind.Sounds.Sounds), kind => MarkupText.Count(kind.Reference.Sounds)),
        new("recognised", kind => $"{kind.Recognised} of {kind.Sounds.Sounds}", _ => Nothing),
        new("Fréchet distance, dB²", kind => Number(kind.Frechet), kind => Number(kind.FrechetWithin)),
        new("coverage", kind => Number(kind.Cloud?.Coverage), kind => Number(kind.Cloud?.RealCoverage)),
        new("density", kind => Number(kind.Cloud?.Density), kind => Number(kind.Cloud?.RealDensity)),
        new(
            "log-mel KAD",
            kind => kind.Cloud?.Kernel is { } kernel ? $"{Number(kernel.Value)} ({Number(kernel.Low)} to {Number(kernel.High)})" : Nothing,
            kind => Number(kind.Cloud?.RealKernel)),
        new("spread of band levels, dB", kind => Number(kind.Sounds.BandSpread), kind => Number(kind.Reference.BandSpread)),
        new("diversity, dB", kind => Number(kind.Diversity), kind => Number(kind.ReferenceDiversity)),
        Of("onset, ms", summary => summary.Onset, value => MarkupText.Value(value * 1000)),
        Of("attack, ms", summary => summary.Attack, value => MarkupText.Value(Math.Round(value * 1000, 1))),
        Of("onset flux, dB", summary => summary.OnsetFlux, value => MarkupText.Value(Math.Round(value, 2))),
        Of("tonality", summary => summary.Tonality, value => MarkupText.Value(Math.Round(value, 2))),
        new("with a body after the first", kind => $"{kind.Sounds.WithLaterBodies} of {kind.Sounds.Sounds}", kind => $"{kind.Reference.WithLaterBodies} of {kind.Reference.Sounds}"),
        Of("decay by 20 dB, ms", summary => summary.Decay, value => MarkupText.Value(Math.Round(value * 1000))),
        Of("mean frequency, Hz", summary => summary.Centroid, value => MarkupText.Value(Math.Round(value))),
        Of("power below 150 Hz, %", summary => summary.LowShare, value => MarkupText.Value(Math.Round(value * 100, 1))),
        Of("correlation of channels", summary => summary.StereoCorrelation, value => MarkupText.Value(Math.Round(value, 2))),
        Of("offset, dBFS", summary => summary.DcDbfs, Level),
        new("decayed at the end", kind => $"{kind.Sounds.Decayed} of {kind.Sounds.Sounds}", kind => $"{kind.Reference.Decayed} of {kind.Reference.Sounds}"),
        Of("tail of those, dBFS", summary => summary.TailDbfs, Level),
        Of("tail above 8 kHz, dBFS", summary => summary.HissDbfs, Level),
        new("clipped", kind => MarkupText.Count(kind.Sounds.Clipped), kind => MarkupText.Count(kind.Reference.Clipped)),
        new("silent", kind => MarkupText.Count(kind.Sounds.Silent), kind => MarkupText.Count(kind.Reference.Silent)),
    ];

    private static MeasureRow Of(string name, Func<MeasureSummary, Spread?> spread, Func<double, string> text)
        => new(name, kind => Text(spread(kind.Sounds), text), kind => Text(spread(kind.Reference), text));

    private static string Text(Spread? spread, Func<double, string> text) => spread is null ? Nothing : $"{text(spread.Median)} ({text(spread.Low)} to {text(spread.High)})";

    private static string Number(double? value) => value is { } number ? MarkupText.Value(Math.Round(number, 2)) : Nothing;

    private static string Level(double dBFS) => dBFS <= SoundMeasures.LowestDbfs ? "silence" : MarkupText.Value(Math.Round(dBFS, 1));
}

using System.Globalization;

namespace TinyAudioDiffusion;

/// <summary>
/// How to finish a sound after the network. Everything is off unless it is set. Finishing takes the steps in the order of the properties.
/// </summary>
public sealed record FinishingOptions
{
    /// <summary>Gets options that do nothing; they also switch off the finishing that a model recommends.</summary>
    public static FinishingOptions None { get; } = new();

    /// <summary>
    /// Gets options that make a sound ready to play: no offset, onset at the start, silent end, peak at -1 dBFS below -1 dBTP.
    /// </summary>
    public static FinishingOptions Ready { get; } = new()
    {
        RemoveDc = true,
        AlignOnset = true,
        TailGate = -60,
        Normalization = Normalization.Peak,
        Target = -1,
        TruePeakCeiling = -1,
    };

    /// <summary>Gets whether to take away each channel's mean.</summary>
    public bool RemoveDc { get; init; }

    /// <summary>
    /// Gets whether to move the onset to the start: one millisecond before the first sample within 40 dB of the peak. The length stays.
    /// </summary>
    public bool AlignOnset { get; init; }

    /// <summary>
    /// Gets the level in dBFS, at most 0, below which finishing takes the end for noise and makes it silent, after a fade.
    /// </summary>
    /// <value>Null: the end stays.</value>
    public double? TailGate { get; init; }

    /// <summary>
    /// Gets the length in seconds of the fade before the silent end, or before the end of a sound that is cut while it rings, from 0 to 10.
    /// </summary>
    /// <value>0.01 s; used with <see cref="TailGate"/> only.</value>
    public double Fade { get; init; } = 0.01;

    /// <summary>Gets the measure that gets the target.</summary>
    public Normalization Normalization { get; init; }

    /// <summary>Gets the target, from -70 to 0: dBFS for the peak, LUFS for the loudness.</summary>
    /// <value>-1.</value>
    public double Target { get; init; } = -1;

    /// <summary>
    /// Gets the largest true peak in dBTP, at most 0. Finishing turns a louder sound down as a whole and never limits it.
    /// </summary>
    /// <value>Null: no ceiling.</value>
    public double? TruePeakCeiling { get; init; }

    /// <summary>Gets whether any step is set.</summary>
    internal bool IsAny
        => RemoveDc || AlignOnset || TailGate is not null || Normalization != Normalization.None || TruePeakCeiling is not null;

    /// <summary>Checks the numbers, and names the first property that is wrong with the reason, as the rest of a sentence.</summary>
    /// <returns>The problem, or null.</returns>
    public (string Property, string Reason)? FindProblem()
        => Problem(nameof(TailGate), TailGate ?? 0, -200, 0)
            ?? Problem(nameof(Fade), Fade, 0, 10)
            ?? Problem(nameof(Target), Target, -70, 0)
            ?? Problem(nameof(TruePeakCeiling), TruePeakCeiling ?? 0, -70, 0)
            ?? (Enum.IsDefined(Normalization) ? null : (nameof(Normalization), $"is {Normalization}; there is no such normalization."));

    /// <summary>Throws where something is wrong.</summary>
    internal void Validate()
    {
        if (FindProblem() is var (property, reason))
            throw new ArgumentOutOfRangeException("options", $"{nameof(FinishingOptions)}.{property} {reason}");
    }

    private static (string Property, string Reason)? Problem(string property, double value, double least, double most)
        => value >= least && value <= most
            ? null
            : (property, string.Create(CultureInfo.InvariantCulture, $"is {value}; it must be from {least} to {most}."));
}

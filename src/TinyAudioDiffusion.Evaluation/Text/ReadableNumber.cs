using System.Globalization;

namespace TinyAudioDiffusion.Evaluation.Text;

/// <summary>Writes numbers for people, the same in every culture: on pages, in pictures and in tables.</summary>
public static class ReadableNumber
{
    /// <summary>Writes a value with four significant digits, without an exponent where that stays short.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text.</returns>
    public static string Value(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
        var magnitude = Math.Abs(value);
        return magnitude is > 0 and < 1e-4 or >= 1e7
            ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : magnitude >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);
    }

    /// <summary>Writes a count with commas between thousands.</summary>
    /// <param name="value">The count.</param>
    /// <returns>The text.</returns>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Writes a level in decibels.</summary>
    /// <param name="value">The level in dB; negative infinity for silence.</param>
    /// <returns>The text.</returns>
    public static string Decibels(double value)
        => double.IsNegativeInfinity(value) ? "silence" : value.ToString("0.0;−0.0;0.0", CultureInfo.InvariantCulture) + " dB";

    /// <summary>Writes a duration in its two largest units.</summary>
    /// <param name="seconds">The duration in seconds, at least 0.</param>
    /// <returns>The text.</returns>
    public static string Duration(double seconds) => seconds switch
    {
        < 60 => $"{seconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
        < 3600 => $"{(int)(seconds / 60)} min {(int)(seconds % 60)} s",
        < 86400 => $"{(int)(seconds / 3600)} h {(int)(seconds / 60 % 60)} min",
        _ => $"{(int)(seconds / 86400)} d {(int)(seconds / 3600 % 24)} h",
    };
}

using System.Globalization;
using System.Text.Encodings.Web;

namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>Text and numbers as HTML and SVG want them, whatever the culture.</summary>
internal static class MarkupText
{
    /// <summary>Escapes text for elements and quoted attributes of HTML and XML; control characters, which XML has no place for, become question marks.</summary>
    public static string Escape(string text)
        => HtmlEncoder.Default.Encode(text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter)) : text);

    /// <summary>A coordinate: two decimals are a hundredth of a pixel.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A value for people: four significant digits, without an exponent where that stays short.</summary>
    public static string Value(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
        var magnitude = Math.Abs(value);
        return magnitude is > 0 and < 1e-4 or >= 1e7
            ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : magnitude >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);
    }

    /// <summary>A count with thousands apart.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A level in decibels.</summary>
    public static string Decibels(double value)
        => double.IsNegativeInfinity(value) ? "silence" : value.ToString("0.0;−0.0;0.0", CultureInfo.InvariantCulture) + " dB";

    /// <summary>A duration in its two largest units.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 60 => $"{seconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
        < 3600 => $"{(int)(seconds / 60)} min {(int)(seconds % 60)} s",
        < 86400 => $"{(int)(seconds / 3600)} h {(int)(seconds / 60 % 60)} min",
        _ => $"{(int)(seconds / 86400)} d {(int)(seconds / 3600 % 24)} h",
    };
}

using System.Globalization;
using System.Text.Encodings.Web;

namespace TinyAudioDiffusion.Evaluation.Pictures;

/// <summary>Writes text and coordinates as HTML and SVG need them, the same in every culture.</summary>
internal static class MarkupText
{
    /// <summary>
    /// Escapes text for elements and quoted attributes of HTML and XML. Control characters, which XML does not allow, become question
    /// marks.
    /// </summary>
    public static string Escape(string text)
        => HtmlEncoder.Default.Encode(string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter)));

    /// <summary>Writes a coordinate with two decimals: a hundredth of a pixel.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}

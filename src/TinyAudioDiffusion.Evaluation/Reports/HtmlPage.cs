using System.Globalization;
using System.Text;
using TinyAudioDiffusion.Evaluation.Pictures;
using TinyAudioDiffusion.Files;

namespace TinyAudioDiffusion.Evaluation.Reports;

/// <summary>
/// A page in one file: nothing in it is loaded from elsewhere, so it can be mailed, archived and opened without a network.
/// </summary>
internal static class HtmlPage
{
    /// <summary>Writes a page, which appears whole or not at all.</summary>
    /// <param name="path">The destination.</param>
    /// <param name="title">The title, as plain text.</param>
    /// <param name="refresh">The interval at which a browser loads it again; null for never.</param>
    /// <param name="body">Writes the content.</param>
    public static void Write(string path, string title, TimeSpan? refresh, Action<TextWriter> body)
        => AtomicFile.Write(path, stream =>
        {
            using var page = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
            page.Write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
            page.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
            page.Write("<meta name=\"color-scheme\" content=\"light dark\">\n");
            if (refresh is { } interval)
                page.Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"<meta http-equiv=\"refresh\" content=\"{Math.Max(1, (int)interval.TotalSeconds)}\">\n"));
            page.Write(
                $"<title>{MarkupText.Escape(title)}</title>\n<style>\n{PictureStyle.Css}\n{Style()}</style>\n</head>\n<body>\n<main>\n");
            body(page);
            page.Write("</main>\n</body>\n</html>\n");
        });

    /// <summary>Writes a row of facts: a name and a value each.</summary>
    public static void WriteFacts(TextWriter page, IEnumerable<(string Name, string Value, string? Note)> facts)
    {
        page.Write("<dl class=\"facts\">\n");
        foreach (var (name, value, note) in facts)
        {
            page.Write($"<div><dt>{MarkupText.Escape(name)}</dt><dd>{MarkupText.Escape(value)}");
            page.Write(note is null ? "</dd></div>\n" : $"<small>{MarkupText.Escape(note)}</small></dd></div>\n");
        }

        page.Write("</dl>\n");
    }

    /// <summary>Writes a paragraph that stands out.</summary>
    public static void WriteNotice(TextWriter page, string text) => page.Write($"<p class=\"notice\">{MarkupText.Escape(text)}</p>\n");

    private static string Style()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("TinyAudioDiffusion.Evaluation.Reports.page.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

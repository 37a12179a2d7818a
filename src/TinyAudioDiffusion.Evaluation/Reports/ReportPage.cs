using TinyAudioDiffusion.Evaluation.Pictures;

namespace TinyAudioDiffusion.Evaluation.Reports;

/// <summary>
/// Writes a page about sounds: facts, tables, plots, and sounds with pictures and players. The page is one file that loads nothing from
/// elsewhere, so people can mail, archive and open it without a network.
/// </summary>
public sealed class ReportPage
{
    private readonly TextWriter _page;
    private readonly AudioBudget _audio;

    private ReportPage(TextWriter page, long maxAudioBytes) => (_page, _audio) = (page, new AudioBudget(maxAudioBytes));

    /// <summary>Writes a page; it appears whole or not at all.</summary>
    /// <param name="path">The path of the HTML file.</param>
    /// <param name="title">The title in the browser's tab.</param>
    /// <param name="content">Writes the content, in its order. Every text is plain: the page escapes it.</param>
    /// <param name="maxAudioBytes">The bytes of sound that the page may hold, at least 0; a sound beyond them has no player.</param>
    /// <param name="refresh">The interval at which a browser loads the page again; null for never.</param>
    /// <exception cref="IOException">The page cannot be written.</exception>
    public static void Write(
        string path, string title, Action<ReportPage> content, long maxAudioBytes = 12_000_000, TimeSpan? refresh = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentOutOfRangeException.ThrowIfNegative(maxAudioBytes);
        HtmlPage.Write(path, title, refresh, page => content(new ReportPage(page, maxAudioBytes)));
    }

    /// <summary>Writes the heading of the page.</summary>
    /// <param name="text">The heading.</param>
    public void Title(string text) => _page.Write($"<h1>{MarkupText.Escape(text)}</h1>\n");

    /// <summary>Writes the heading of a section.</summary>
    /// <param name="text">The heading.</param>
    public void Heading(string text) => _page.Write($"<h2>{MarkupText.Escape(text)}</h2>\n");

    /// <summary>Writes a paragraph in a soft colour.</summary>
    /// <param name="text">The paragraph.</param>
    public void Text(string text) => _page.Write($"<p class=\"soft\">{MarkupText.Escape(text)}</p>\n");

    /// <summary>Writes a paragraph that stands out: something went wrong.</summary>
    /// <param name="text">The paragraph.</param>
    public void Notice(string text) => HtmlPage.WriteNotice(_page, text);

    /// <summary>Writes a row of facts.</summary>
    /// <param name="facts">A name, a value, and a note below the value or null, each.</param>
    public void Facts(IEnumerable<(string Name, string Value, string? Note)> facts) => HtmlPage.WriteFacts(_page, facts);

    /// <summary>Writes a table of names and values.</summary>
    /// <param name="rows">The rows.</param>
    public void Table(IEnumerable<(string Name, string Value)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _page.Write("<div class=\"scroll\"><table>\n");
        foreach (var (name, value) in rows)
            _page.Write($"<tr><th scope=\"row\">{MarkupText.Escape(name)}</th><td>{MarkupText.Escape(value)}</td></tr>\n");
        _page.Write("</table></div>\n");
    }

    /// <summary>
    /// Writes a plot as wide as the page, with a linear and a logarithmic vertical axis to choose from. A page has at most one such plot.
    /// </summary>
    /// <param name="plot">The plot.</param>
    public void WidePlot(ReportPlot plot)
    {
        ArgumentNullException.ThrowIfNull(plot);
        _page.Write("<div class=\"card\">\n");
        _page.Write("<input class=\"choice\" type=\"radio\" name=\"scale\" id=\"linear\">");
        _page.Write("<input class=\"choice\" type=\"radio\" name=\"scale\" id=\"logarithmic\" checked>\n");
        _page.Write($"<div class=\"choices\"><span class=\"name\">{MarkupText.Escape(plot.Title)}</span>");
        _page.Write("<label for=\"linear\">linear</label><label for=\"logarithmic\">logarithmic</label></div>\n");
        foreach (var logarithmic in (ReadOnlySpan<bool>)[false, true])
        {
            var lines = plot.Lines(logarithmic);
            _page.Write($"<div class=\"{(logarithmic ? "log" : "lin")}\"><div class=\"wide\">{lines.Draw(1060, 380)}</div>");
            _page.Write($"<div class=\"narrow\">{lines.Draw(380, 300)}</div></div>\n");
        }

        _page.Write("</div>\n");
    }

    /// <summary>Writes plots side by side, or below each other on a narrow screen.</summary>
    /// <param name="plots">The plots.</param>
    public void Plots(params IReadOnlyList<ReportPlot> plots)
    {
        ArgumentNullException.ThrowIfNull(plots);
        _page.Write("<div class=\"pair\" style=\"margin-top:12px\">\n");
        foreach (var plot in plots)
        {
            _page.Write($"<div class=\"card\"><p class=\"caption\">{MarkupText.Escape(plot.Title)}</p>");
            _page.Write($"{plot.Lines(plot.Logarithmic).Draw(500, 240)}</div>\n");
        }

        _page.Write("</div>\n");
    }

    /// <summary>Writes a group of sounds that a reader can unfold.</summary>
    /// <param name="title">The title of the group.</param>
    /// <param name="isOpen">Whether the group is unfolded at first.</param>
    /// <param name="sounds">Writes the sounds.</param>
    public void Fold(string title, bool isOpen, Action sounds)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        _page.Write($"<details{(isOpen ? " open" : "")}><summary>{MarkupText.Escape(title)}</summary>\n<div class=\"sounds\">\n");
        sounds();
        _page.Write("</div></details>\n");
    }

    /// <summary>Writes a sound: name, waveform, mel spectrogram, player.</summary>
    /// <param name="name">The name.</param>
    /// <param name="note">The note beside the name.</param>
    /// <param name="clip">The sound.</param>
    public void Sound(string name, string note, AudioClip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        SoundCard.Write(_page, name, note, clip, _audio);
    }
}

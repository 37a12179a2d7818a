using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;
using TerminalConsole = System.Console;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>
/// The two streams that a command writes to: results go to one, everything else to the other. Control characters in what is written are
/// replaced here, see <see cref="PlainText"/>.
/// </summary>
internal sealed class Terminal
{
    // Tables that go to a file or to another program are never wrapped.
    private const int RedirectedWidth = 1000;

    private readonly bool _errorIsWindow;

    private Terminal(TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal)
    {
        Output = output;
        Error = error;
        OutputIsTerminal = outputIsTerminal;
        OutputConsole = Open(output, outputIsTerminal);
        ErrorConsole = Open(error, errorIsTerminal);
        _errorIsWindow = errorIsTerminal && ErrorConsole.Profile.Capabilities.Ansi;
    }

    /// <summary>Gets the raw writer of results, for the help text of the parser alone.</summary>
    public TextWriter Output { get; }

    /// <summary>Gets the raw writer of everything else, for the parser and for single-line progress alone.</summary>
    public TextWriter Error { get; }

    /// <summary>Gets a value indicating whether results go to a window.</summary>
    public bool OutputIsTerminal { get; }

    /// <summary>Gets the console of results, for tables.</summary>
    public IAnsiConsole OutputConsole { get; }

    /// <summary>Gets the console of errors, for the progress bar.</summary>
    public IAnsiConsole ErrorConsole { get; }

    /// <summary>Gets or sets how much is written beside the results.</summary>
    public Detail Detail { get; set; }

    /// <summary>Gets a value indicating whether somebody sees a progress bar.</summary>
    public bool ShowsProgress => _errorIsWindow && Detail != Detail.Quiet;

    public static Terminal OfProcess()
        => new(TerminalConsole.Out, TerminalConsole.Error, !TerminalConsole.IsOutputRedirected, !TerminalConsole.IsErrorRedirected);

    public static Terminal Redirected(TextWriter output, TextWriter error)
        => new(output, error, outputIsTerminal: false, errorIsTerminal: false);

    /// <summary>Writes one line of results. A window wraps it, so that it can be copied as one line.</summary>
    public void WriteLine(string line)
    {
        Output.WriteLine(PlainText.OnOneLine(line));
        Output.Flush();
    }

    /// <summary>Writes a table or another drawing; without spaces at the ends of lines where no window shows it.</summary>
    public void Write(IRenderable drawing)
    {
        if (OutputIsTerminal)
        {
            OutputConsole.Write(drawing);
            return;
        }

        using var text = new StringWriter();
        Open(text, isTerminal: false).Write(drawing);
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
            Output.WriteLine(line.TrimEnd());
    }

    /// <summary>Writes prose, wrapped at the width of the window and indented; elsewhere on one line.</summary>
    public void WriteParagraph(string text, int indent)
        => Write(new Padder(new Text(PlainText.OnOneLine(text)), new Padding(indent, 0, 0, 0)));

    /// <summary>Writes a document of results as JSON; names are in camelCase unless other options are given.</summary>
    public void WriteJson<T>(T document, JsonSerializerOptions? options = null)
        => Output.WriteLine(JsonSerializer.Serialize(document, options ?? JsonText.CamelCase));

    /// <summary>Writes one line beside the results: a measurement, a notice. Nothing where the person wants it quiet.</summary>
    public void WriteNotice(string line)
    {
        if (Detail != Detail.Quiet)
            WriteErrorLine(line);
    }

    /// <summary>Writes one line beside the results while a bar may be living: it moves down instead of being torn apart.</summary>
    public void WriteNoticeAboveBars(string line)
    {
        if (Detail != Detail.Quiet)
            ErrorConsole.WriteLine(line);
    }

    /// <summary>Writes one sentence on one line, marked as an error.</summary>
    public void WriteError(string sentence) => WriteSentence("red", "error", sentence);

    /// <summary>Writes one sentence on one line, marked as a warning.</summary>
    public void WriteWarning(string sentence) => WriteSentence("yellow", "warning", sentence);

    private void WriteSentence(string color, string label, string sentence)
    {
        ErrorConsole.Markup($"[{color}]{label}:[/] ");
        WriteErrorLine(Sentences.OnOneLine(sentence));
    }

    private void WriteErrorLine(string line)
    {
        Error.WriteLine(PlainText.OnOneLine(line));
        Error.Flush();
    }

    private static IAnsiConsole Open(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && !HasNoColor() ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Pipeline.Attach(new PlainTextHook());
        if (!isTerminal)
            console.Profile.Width = RedirectedWidth;
        return console;
    }

    // https://no-color.org: present and not empty.
    private static bool HasNoColor() => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}

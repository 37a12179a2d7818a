using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using TinyAudioDiffusion.Cli.Engines;
using TerminalConsole = System.Console;

namespace TinyAudioDiffusion.Cli.Console;

/// <summary>The two streams that a command writes to: results to one, everything else to the other.</summary>
internal sealed class Terminal
{
    // A table that nobody looks at in a window is never wrapped.
    private const int RedirectedWidth = 1000;

    private Terminal(TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal)
    {
        Output = output;
        Error = error;
        OutputIsTerminal = outputIsTerminal;
        OutputConsole = Open(output, outputIsTerminal);
        ErrorConsole = Open(error, errorIsTerminal);
        ShowsProgress = errorIsTerminal && ErrorConsole.Profile.Capabilities.Ansi;
    }

    /// <summary>Gets the writer of results, for plain lines and JSON.</summary>
    public TextWriter Output { get; }

    /// <summary>Gets the writer of errors, warnings and measurements.</summary>
    public TextWriter Error { get; }

    /// <summary>Gets a value indicating whether results go to a window.</summary>
    public bool OutputIsTerminal { get; }

    /// <summary>Gets the console of results, for tables.</summary>
    public IAnsiConsole OutputConsole { get; }

    /// <summary>Gets the console of errors, for the progress bar.</summary>
    public IAnsiConsole ErrorConsole { get; }

    /// <summary>Gets a value indicating whether somebody sees a progress bar.</summary>
    public bool ShowsProgress { get; }

    /// <summary>Gets what to add to the library before a command uses it: models, samplers, formats.</summary>
    public Action<TinyAudioDiffusionBuilder>? PlugIns { get; init; }

    /// <summary>Gets the engines of this build.</summary>
    public EngineShelf Engines { get; init; } = new();

    public static Terminal OfProcess(EngineShelf engines) => new(
        TerminalConsole.Out, TerminalConsole.Error, !TerminalConsole.IsOutputRedirected, !TerminalConsole.IsErrorRedirected)
    {
        Engines = engines,
    };

    public static Terminal Redirected(TextWriter output, TextWriter error, Action<TinyAudioDiffusionBuilder>? plugIns = null, EngineShelf? engines = null)
        => new(output, error, outputIsTerminal: false, errorIsTerminal: false) { PlugIns = plugIns, Engines = engines ?? new() };

    /// <summary>Writes one sentence on one line; the window wraps it, so that it can be copied.</summary>
    public void WriteError(string sentence) => WriteLine("red", "error", sentence);

    /// <inheritdoc cref="WriteError"/>
    public void WriteWarning(string sentence) => WriteLine("yellow", "warning", sentence);

    private void WriteLine(string color, string label, string sentence)
    {
        ErrorConsole.Markup($"[{color}]{label}:[/] ");
        Error.WriteLine(Sentences.OnOneLine(sentence));
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
        if (!isTerminal)
            console.Profile.Width = RedirectedWidth;
        return console;
    }

    // https://no-color.org: present and not empty.
    private static bool HasNoColor() => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>The usual help, and below it the command's examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    // What is wider than a hand's span of text is hard to read.
    private const int WidestText = 100;

    private readonly HelpAction _help;

    public HelpWithExamples(HelpAction help, Terminal terminal)
    {
        _help = help;
        _help.MaxWidth = terminal.OutputIsTerminal ? Math.Min(terminal.OutputConsole.Profile.Width, WidestText) : WidestText;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is TadCommand { Examples: { Count: > 0 } examples })
        {
            output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }

        return result;
    }
}

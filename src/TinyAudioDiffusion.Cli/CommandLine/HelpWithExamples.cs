using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>The help of a command, followed by its examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    // Wider lines are hard to read.
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
        var command = parseResult.CommandResult.Command;
        foreach (var option in command.Options.OfType<IRenamedOption>())
            option.HideOldNames();
        var result = _help.Invoke(parseResult);
        if (command is TadCommand { Examples: { Count: > 0 } examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }

        return result;
    }
}

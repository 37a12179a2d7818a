using System.CommandLine;
using System.CommandLine.Invocation;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>What <c>tad</c> alone shows: three command lines that work, and the names of all commands.</summary>
/// <param name="groups">The commands.</param>
internal sealed class FrontPage(IReadOnlyList<CommandGroup> groups) : SynchronousCommandLineAction
{
    private static readonly (string Line, string Result)[] _examples =
    [
        ("tad kit", "drums that belong together"),
        ("tad generate snare -n 8", "eight snares"),
        ("tad train my-sounds --out runs/mine --time 15m", "a model of your own sounds"),
    ];

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("tad makes drum sounds with diffusion models, trains them, and looks into their files.");
        output.WriteLine();
        WriteColumns(output, _examples);
        output.WriteLine();
        WriteColumns(output, groups.Select(group => (group.Title, string.Join(", ", group.Commands.Select(command => command.Name)))));
        output.WriteLine();
        output.WriteLine("\"tad COMMAND --help\" shows a command's options and examples, \"tad --help\" what each command does.");
        return ExitCodes.Success;
    }

    private static void WriteColumns(TextWriter output, IEnumerable<(string Left, string Right)> lines)
    {
        var all = lines.ToList();
        var width = all.Max(line => line.Left.Length);
        foreach (var (left, right) in all)
            output.WriteLine($"  {left.PadRight(width)}  {right}");
    }
}

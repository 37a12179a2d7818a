using System.CommandLine;
using System.CommandLine.Invocation;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>Prints the program's version.</summary>
internal sealed class ShowVersion : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(ProgramVersion.Name);
        return ExitCodes.Success;
    }
}

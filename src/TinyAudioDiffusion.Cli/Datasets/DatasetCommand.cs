using System.CommandLine;
using System.CommandLine.Help;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary><c>tad dataset</c>: sounds to train on.</summary>
internal static class DatasetCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("dataset", "Looks at folders of sounds to train on, and makes them.");
        command.Subcommands.Add(DatasetDoctorCommand.Create(terminal));
        command.Subcommands.Add(DatasetSynthesizeCommand.Create(terminal));
        command.SetAction(parsed => new HelpWithExamples(new HelpAction(), terminal).Invoke(parsed));
        return command;
    }
}

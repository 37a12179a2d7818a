using System.CommandLine;
using System.CommandLine.Help;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Datasets;

/// <summary><c>tad dataset</c>: sounds to train on.</summary>
internal static class DatasetCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("dataset", "Looks at folders of sounds to train on, and makes them.");
        command.Subcommands.Add(DatasetDoctorCommand.Create(context));
        command.Subcommands.Add(DatasetSynthesizeCommand.Create(context));
        command.SetAction(parsed => new HelpWithExamples(new HelpAction(), context.Terminal).Invoke(parsed));
        return command;
    }
}

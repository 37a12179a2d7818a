using System.CommandLine;
using System.CommandLine.Help;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Tensors;

/// <summary><c>tad tensor</c>: runs networks on tensors from files, for comparing with Python.</summary>
internal static class TensorCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("tensor", "Runs a network or a sampler on tensors from a safetensors file, for comparing with Python.");
        command.Subcommands.Add(TensorPredictCommand.Create(context));
        command.Subcommands.Add(TensorSampleCommand.Create(context));
        command.SetAction(parsed => new HelpWithExamples(new HelpAction(), context.Terminal).Invoke(parsed));
        return command;
    }
}

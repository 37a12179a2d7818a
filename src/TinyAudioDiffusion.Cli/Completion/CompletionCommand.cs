using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Completion;

/// <summary><c>tad completion</c>: writes the script that teaches a shell the words of <c>tad</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(CommandContext context)
    {
        var shell = new Argument<Shell?>("SHELL")
        {
            Description = "The shell: bash, zsh, fish or pwsh.",
            HelpName = "SHELL",
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result => Choices.Parse<Shell>(
                result, "shell", ("bash", Shell.Bash), ("zsh", Shell.Zsh), ("fish", Shell.Fish), ("pwsh", Shell.Pwsh)),
        };
        shell.CompletionSources.Clear();
        shell.CompletionSources.Add("bash", "zsh", "fish", "pwsh");
        var command = new TadCommand(
            "completion",
            "Writes a script that lets a shell complete command lines of tad. Its first line says where to put it.",
            "tad completion bash",
            "eval \"$(tad completion bash)\"")
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            context.Terminal.Output.WriteLine(CompletionScripts.Of(parsed.GetRequiredValue(shell)!.Value).ReplaceLineEndings("\n"));
            return ExitCodes.Success;
        });
        return command;
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Bench;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Datasets;
using TinyAudioDiffusion.Cli.Doctor;
using TinyAudioDiffusion.Cli.Evaluate;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Inspect;
using TinyAudioDiffusion.Cli.Kits;
using TinyAudioDiffusion.Cli.Models;
using TinyAudioDiffusion.Cli.Pictures;
using TinyAudioDiffusion.Cli.Tensors;
using TinyAudioDiffusion.Cli.Train;
using TinyAudioDiffusion.Cli.Verbs;

namespace TinyAudioDiffusion.Cli;

/// <summary>The command <c>tad</c>: parses the command line, runs one command, and says how it went.</summary>
public static class TadApplication
{
    /// <summary>Runs a command line with its streams redirected: no colours, no progress bar.</summary>
    /// <param name="args">The arguments without the program's name.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives errors, warnings and measurements.</param>
    /// <param name="cancellationToken">Stops the command as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
        => RunAsync(args, Terminal.Redirected(output, error), cancellationToken);

    /// <summary>Runs a command line as an application with models, samplers or formats of its own.</summary>
    /// <inheritdoc cref="RunAsync(IReadOnlyList{string}, TextWriter, TextWriter, CancellationToken)"/>
    /// <param name="plugIns">Adds what the commands shall know beside the library's own.</param>
    public static Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, Action<TinyAudioDiffusionBuilder> plugIns, CancellationToken cancellationToken = default)
        => RunAsync(args, Terminal.Redirected(output, error, plugIns), cancellationToken);

    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Show where an unexpected error came from.", Recursive = true };
        var root = CreateRoot(terminal, verbose);

        // "@name" is an argument like any other, not a file of arguments.
        var parsed = root.Parse([.. args], new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (parsed.Action is ParseErrorAction)
            return UsageError(parsed, terminal);

        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception)
        {
            return Failure.Report(exception, terminal, parsed.GetValue(verbose), cancellationToken);
        }
    }

    private static RootCommand CreateRoot(Terminal terminal, Option<bool> verbose)
    {
        var root = new RootCommand("Makes drum sounds with diffusion models, trains them, and looks into their files.");
        root.Subcommands.Add(GenerateCommand.Create(terminal));
        root.Subcommands.Add(KitCommand.Create(terminal));
        root.Subcommands.Add(VaryCommand.Create(terminal));
        root.Subcommands.Add(InpaintCommand.Create(terminal));
        root.Subcommands.Add(InterpolateCommand.Create(terminal));
        root.Subcommands.Add(InvertCommand.Create(terminal));
        root.Subcommands.Add(ExtendCommand.Create(terminal));
        root.Subcommands.Add(LoopCommand.Create(terminal));
        root.Subcommands.Add(ModelsCommand.Create(terminal));
        root.Subcommands.Add(PullCommand.Create(terminal));
        root.Subcommands.Add(CacheCommand.Create(terminal));
        root.Subcommands.Add(InspectCommand.Create(terminal));
        root.Subcommands.Add(ConvertCommand.Create(terminal));
        root.Subcommands.Add(TensorCommand.Create(terminal));
        root.Subcommands.Add(BenchCommand.Create(terminal));
        root.Subcommands.Add(DoctorCommand.Create(terminal));
        root.Subcommands.Add(DatasetCommand.Create(terminal));
        root.Subcommands.Add(TrainCommand.Create(terminal));
        root.Subcommands.Add(EvaluateCommand.Create(terminal));
        root.Subcommands.Add(ReportCommand.Create(terminal));
        root.Subcommands.Add(PictureCommand.Create(terminal));
        root.Options.Add(verbose);

        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                option.Action = new HelpWithExamples(help, terminal);
            if (option is VersionOption)
                option.Action = new ShowVersion();
        }

        root.SetAction(parsed => new HelpWithExamples(new HelpAction(), terminal).Invoke(parsed));
        return root;
    }

    private static int UsageError(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors)
            terminal.WriteError(error.Message);
        var command = CommandNames.Full(parsed.CommandResult.Command);
        terminal.Error.WriteLine($"\"{command} --help\" shows what there is.");
        return ExitCodes.Usage;
    }
}

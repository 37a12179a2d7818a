using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Beats;
using TinyAudioDiffusion.Cli.Bench;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Completion;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Datasets;
using TinyAudioDiffusion.Cli.Distill;
using TinyAudioDiffusion.Cli.Doctor;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Evaluate;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Inspect;
using TinyAudioDiffusion.Cli.Kits;
using TinyAudioDiffusion.Cli.Models;
using TinyAudioDiffusion.Cli.New;
using TinyAudioDiffusion.Cli.Pictures;
using TinyAudioDiffusion.Cli.Play;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Cli.Tensors;
using TinyAudioDiffusion.Cli.Train;
using TinyAudioDiffusion.Cli.Verbs;

namespace TinyAudioDiffusion.Cli;

/// <summary>The command <c>tad</c>: parses the command line, runs one command, and reports how it ended.</summary>
public static class TadApplication
{
    /// <summary>Runs a command line with its streams redirected: no colours, no progress bar.</summary>
    /// <param name="args">The arguments without the program's name.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives errors, warnings and measurements.</param>
    /// <param name="cancellationToken">Stops the command as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
        => RunAsync(args, new CommandContext(Terminal.Redirected(output, error), new EngineCatalog()), cancellationToken);

    /// <summary>Runs a command line as an application with models, samplers or formats of its own.</summary>
    /// <inheritdoc cref="RunAsync(IReadOnlyList{string}, TextWriter, TextWriter, CancellationToken)"/>
    /// <param name="plugIns">Adds models, samplers or formats to the library's own.</param>
    public static Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, Action<TinyAudioDiffusionBuilder> plugIns,
        CancellationToken cancellationToken = default)
        => RunAsync(args, new CommandContext(Terminal.Redirected(output, error), new EngineCatalog(), plugIns), cancellationToken);

    internal static async Task<int> RunAsync(IReadOnlyList<string> args, CommandContext context, CancellationToken cancellationToken)
    {
        var terminal = context.Terminal;
        var detail = new DetailOptions();
        var parsed = Parse(args, CreateRoot(context, detail));
        terminal.Detail = detail.Read(parsed);
        var command = CommandNames.Full(parsed.CommandResult.Command);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
                terminal.WriteError(error.Message);
            Failure.WriteHint(command, terminal);
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception)
        {
            // A name that the command line gives and nobody knows is a command line that is not understood.
            var isMistyped = exception is UnknownNameException { Name: var name } && parsed.Tokens.Any(token => token.Value == name);
            var reported = isMistyped ? new UsageException(exception.Message, exception) : exception;
            return Failure.Report(reported, command, terminal, cancellationToken);
        }
    }

    /// <summary>Finds what the parser does not understand in a command line, and runs nothing.</summary>
    internal static IEnumerable<string> FindErrors(IReadOnlyList<string> args)
    {
        var context = new CommandContext(Terminal.Redirected(TextWriter.Null, TextWriter.Null), new EngineCatalog());
        return Parse(args, CreateRoot(context, new DetailOptions())).Errors.Select(error => error.Message);
    }

    // "@name" is an argument like any other, not a file of arguments.
    private static ParseResult Parse(IReadOnlyList<string> args, RootCommand root)
        => root.Parse([.. args], new ParserConfiguration { ResponseFileTokenReplacer = null });

    private static RootCommand CreateRoot(CommandContext context, DetailOptions detail)
    {
        CommandGroup[] groups =
        [
            new("make", GenerateCommand.Create(context), KitCommand.Create(context), BeatCommand.Create(context)),
            new(
                "change", VaryCommand.Create(context), InpaintCommand.Create(context), InterpolateCommand.Create(context),
                MorphCommand.Create(context), ExtendCommand.Create(context), LoopCommand.Create(context), UpsampleCommand.Create(context),
                VocodeCommand.Create(context), InvertCommand.Create(context)),
            new("latents", EncodeCommand.Create(context), DecodeCommand.Create(context)),
            new("listen, look", PlayCommand.Create(context), PictureCommand.Create(context), InspectCommand.Create(context)),
            new(
                "models", ModelsCommand.Create(context), PullCommand.Create(context), CacheCommand.Create(context),
                ConvertCommand.Create(context), ExportCommand.Create(context)),
            new(
                "train, judge", TrainCommand.Create(context), DatasetCommand.Create(context), DistillCommand.Create(context),
                EvaluateCommand.Create(context), ReportCommand.Create(context)),
            new(
                "this machine", DoctorCommand.Create(context), BenchCommand.Create(context), CompletionCommand.Create(context),
                NewCommand.Create(context), TensorCommand.Create(context)),
        ];
        var root = new RootCommand("Makes drum sounds with diffusion models, trains them, and looks into their files.");
        foreach (var command in groups.SelectMany(group => group.Commands))
            root.Subcommands.Add(command);
        detail.AddTo(root);
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                option.Action = new HelpWithExamples(help, context.Terminal);
            if (option is VersionOption)
                option.Action = new ShowVersion();
        }

        root.Action = new FrontPage(groups);
        return root;
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Services;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary>What the commands share that make sounds with <see cref="IDrumStudio"/>: the model, how to sample, where to write. Files are written when all are done.</summary>
internal abstract class VerbCommand
{
    private readonly Option<DrumKind?> _kind = new("--kind")
    {
        Description = "What is made: kick, snare, hihat or percussion. May be left out where --model is given.",
        HelpName = "KIND",
        CustomParser = ModelOptions.ParseKind,
    };

    private readonly SoundOptions _options = new();
    private readonly Terminal _terminal;

    protected VerbCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>Gets how samples are stored unless --depth says otherwise.</summary>
    protected virtual WavEncoding DefaultEncoding => WavEncoding.Pcm16;

    /// <summary>Makes the option of how many sounds to make.</summary>
    protected static Option<int> Count(string what, int value = 1, int least = 1)
        => Numbers.WithDefault("-n", ["--count"], value, least, int.MaxValue).Described("COUNT", $"How many {what} to make, at least {least}.");

    /// <summary>Makes the option of how often inpainting visits each noise level.</summary>
    protected static Option<int> Resamples()
        => Numbers.WithDefault("--resamples", [], 4, 1, 100).Described("N", "How often each noise level is visited, 1 to 100, so that old and new fit together.");

    /// <summary>Makes the option of how often each step of an inversion is refined.</summary>
    protected static Option<int> Refinements()
        => Numbers.WithDefault("--refinements", [], 2, 0, 100).Described("N", "How often each step of an inversion is refined, 0 to 100.");

    /// <summary>Makes the argument of a sound to start from.</summary>
    protected static Argument<string> Source(string name = "SOURCE", string description = "The WAV file to start from: any sample rate, length and number of channels.")
        => new(name) { Description = description };

    /// <summary>Gets the sounds that the command starts from, after which its files are named; none where it starts from seeds.</summary>
    protected virtual IReadOnlyList<string> Sources(ParseResult parsed) => [];

    /// <summary>Gets what the names of the files say was done.</summary>
    protected virtual string VerbOf(ParseResult parsed) => parsed.CommandResult.Command.Name;

    /// <summary>Makes the sounds.</summary>
    protected abstract Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, ModelChoice model, GenerationOptions options, IProgress<GenerationProgress> progress, CancellationToken cancellationToken);

    /// <summary>Adds the shared options to the command and makes it run.</summary>
    protected TadCommand Complete(TadCommand command)
    {
        command.Options.Add(_kind);
        _options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_kind) is null && result.GetResult(_options.Model) is null)
                result.AddError("Say with what: --model, or --kind (kick, snare, hihat, percussion).");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (kind, model, asJson) = (parsed.GetValue(_kind), parsed.GetValue(_options.Model), parsed.GetValue(_options.Json));
        await using var services = _options.CreateServices(parsed, _terminal, model, kind);
        var options = _options.Apply(parsed, new() { Model = model });
        var made = Sources(parsed) is { Count: > 0 } sources
            ? string.Join('-', sources.Select(Path.GetFileNameWithoutExtension))
            : kind?.ToString().ToLowerInvariant() ?? ModelPath.ShortName(model!);
        var name = $"{made}-{VerbOf(parsed)}";
        IReadOnlyList<AudioClip> clips = [];
        await ProgressBar.RunAsync(_terminal, !asJson, $"Making {name}", async progress =>
        {
            clips = await RunAsync(
                parsed, services.GetRequiredService<IDrumStudio>(), kind is { } known ? known : model!, options, progress.OfCall(), cancellationToken);
        });

        var files = Save(clips, Path.Combine(parsed.GetValue(_options.Out)!, name), parsed.GetValue(_options.Depth) ?? DefaultEncoding, cancellationToken);
        if (asJson)
            _terminal.Output.WriteLine(JsonSerializer.Serialize(GenerationReport.Of(clips[0].Recipe, model ?? "", files, start), JsonOutput.Readable.GenerationReport));
        else
            files.ForEach(_terminal.Output.WriteLine);
        return ExitCodes.Success;
    }

    // Sounds that share a seed are numbered as well.
    private static List<SoundFile> Save(IReadOnlyList<AudioClip> clips, string name, WavEncoding encoding, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var numbered = clips.Count > 1 && clips.Select(clip => clip.Recipe?.Seed).Distinct().Count() == 1;
        var files = new List<SoundFile>();
        for (var i = 0; i < clips.Count; i++)
        {
            var path = $"{name}{(clips[i].Recipe is { } recipe ? $"-{recipe.Seed}" : "")}{(numbered ? $"-{i + 1}" : "")}.wav";
            clips[i].Save(path, encoding);
            files.Add(SoundFile.Of(path, clips[i], encoding));
        }

        return files;
    }
}

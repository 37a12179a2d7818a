using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Verbs;

/// <summary>
/// The base of the commands that make sounds with <see cref="IDrumStudio"/>: the options that they share, and the writing of the files when
/// all sounds are done.
/// </summary>
internal abstract class VerbCommand(CommandContext context)
{
    // All sounds of a verb are in memory together.
    private const int MostSounds = 10_000;

    private readonly Option<DrumKind?> _kind = Kinds.Option($"What is made: {Kinds.Names}. Default: what the source's recipe or name "
        + "says.");
    private readonly SoundOptions _options = new();

    /// <summary>Gets how samples are stored unless --depth says otherwise.</summary>
    protected virtual SampleEncoding DefaultEncoding => SampleEncoding.Pcm16;

    /// <summary>Gets whether the verb uses a source to its end, however long it is, and takes any kind of drum.</summary>
    protected virtual bool UsesWholeSource => false;

    /// <summary>Gets the model that works where the command line names neither a model nor a kind; null where it must.</summary>
    protected virtual string? DefaultModel => null;

    /// <summary>Tells the person at the terminal what the verb does with a model; null for nothing.</summary>
    protected virtual string? NoticeOf(DiffusionModelInfo model) => null;

    /// <summary>Makes the option of how many sounds to make.</summary>
    protected static Option<int> Count(string what, int value = 1, int least = 1)
        => Numbers.WithDefault("-n", ["--count"], value, least, MostSounds).Described(
            "COUNT", $"How many {what} to make, {least} to {MostSounds}.");

    /// <summary>Makes the option of how often inpainting visits each noise level.</summary>
    protected static Option<int> Resamples() => Numbers.WithDefault("--resamples", [], 4, 1, 100).Described(
        "N", "How often each noise level is visited, 1 to 100, so that old and new fit together.");

    /// <summary>Makes the option of how often each step of an inversion is refined.</summary>
    protected static Option<int> Refinements() => Numbers.WithDefault("--refinements", [], 2, 0, 100).Described(
        "N", "How often each step of an inversion is refined, 0 to 100.");

    /// <summary>Makes the argument of a sound to start from.</summary>
    protected static Argument<string> Source(string name = "SOURCE") => new(name)
    {
        Description = "The sound file to start from: any sample rate, length and number of channels.",
    };

    /// <summary>Gets the files that the command starts from; none where it starts from seeds.</summary>
    protected virtual IReadOnlyList<string> Sources(ParseResult parsed) => [];

    /// <summary>Gets the verb for the names of the files.</summary>
    protected virtual string VerbOf(ParseResult parsed) => parsed.CommandResult.Command.Name;

    /// <summary>Gets what the sounds are made of, for the names of the files; null for the sources.</summary>
    protected virtual string? OriginOf(ParseResult parsed) => null;

    /// <summary>Makes the sounds.</summary>
    protected abstract Task<IReadOnlyList<AudioClip>> RunAsync(
        ParseResult parsed, IDrumStudio studio, VerbSettings settings, IProgress<GenerationProgress> progress,
        CancellationToken cancellationToken);

    /// <summary>Adds the shared options to the command and makes it run.</summary>
    protected TadCommand Complete(TadCommand command)
    {
        if (!UsesWholeSource)
            command.AddOptions(_kind);
        _options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private VerbSettings WithKind(VerbSettings settings, ParseResult parsed)
    {
        foreach (var source in settings.Sources)
            InputFile.Require(source);
        if (settings.Kind is not null || settings.Sound.Model.Name is not null)
            return settings;
        if (DefaultModel is { } model)
            return settings with { Sound = settings.Sound with { Model = settings.Sound.Model with { Name = model } } };
        if (UsesWholeSource)
            throw new UsageException("Say with which model: --model. \"tad train --preset\" makes one.");
        if (settings.Sources.Count == 0)
            throw new UsageException("Say with what: --model, or --kind (kick, snare, hihat, percussion).");
        if (KindGuess.Of(settings.Sources, context.Formats) is not { } guess)
        {
            var words = $"{CommandNames.Full(parsed.CommandResult.Command)} {string.Join(' ', settings.Sources)} --kind snare";
            throw new UsageException($"Say what kind of sound it is ({Kinds.Names}), for instance: {words}");
        }

        context.Terminal.WriteNotice($"Working on a {guess.Kind.Name}, as {guess.Reason} says; --kind names another kind.");
        return settings with { Kind = guess.Kind };
    }

    // The model says how much of a source a verb uses.
    private async Task<(IReadOnlyList<AudioClip> Sounds, string? Notice)> ReadAsync(
        SoundInput input, VerbSettings settings, IModelZoo zoo, WorkProgress progress, CancellationToken cancellationToken)
    {
        if (settings.Sources.Count == 0)
            return ([], null);
        if (UsesWholeSource)
            return ([.. settings.Sources.Select(input.Read)], null);
        var card = settings.Sound.Model.Name is { } name ? zoo.CardFor(name) : zoo.CardFor(settings.Kind!.Value);
        var model = (await zoo.LoadAsync(card, progress, cancellationToken)).Model.Info;
        return ([.. settings.Sources.Select(path => input.ReadFor(path, model, settings.Sound.Generation.Length))], NoticeOf(model));
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var sound = _options.Read(parsed);
        var kind = UsesWholeSource ? null : parsed.GetValue(_kind);
        var settings = WithKind(new VerbSettings(sound, kind, Sources(parsed), VerbOf(parsed)) { Origin = OriginOf(parsed) }, parsed);
        OutputFolder.RequireWritable(sound.Folder);
        await using var services = context.CreateServices(sound, settings.Kind);
        var studio = services.GetRequiredService<IDrumStudio>();
        IReadOnlyList<AudioClip> clips = [];
        string? notice = null;
        var input = new SoundInput(context);
        input.Require(settings.Sources);
        await ProgressBar.RunAsync(context.Terminal, !sound.AsJson, $"Making {settings.Name}", async progress =>
        {
            (var sounds, notice) = await ReadAsync(
                input, settings, services.GetRequiredService<IModelZoo>(), progress, cancellationToken);
            clips = await RunAsync(parsed, studio, settings with { Sounds = sounds }, progress.OfCall(), cancellationToken);
        });

        cancellationToken.ThrowIfCancellationRequested();
        if (notice is not null)
            context.Terminal.WriteNotice(notice);
        var writer = sound.Writer(settings.Name, DefaultEncoding);
        var shareASeed = clips.Count > 1 && clips.Select(clip => clip.Recipe?.Seed).Distinct().Count() == 1;
        var files = clips.Select((clip, index) => writer.Save(clip, shareASeed ? index + 1 : null)).ToList();
        if (sound.AsJson)
            context.Terminal.WriteJson(GenerationReport.Of(clips[0].Recipe, sound.Model.Name ?? "", files, start));
        else
            files.ForEach(file => context.Terminal.WriteLine(file.ToString()));
        return ExitCodes.Success;
    }
}

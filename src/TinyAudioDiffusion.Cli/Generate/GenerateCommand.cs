using System.CommandLine;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary><c>tad generate</c>: makes sounds and writes them as WAV files.</summary>
internal sealed class GenerateCommand
{
    private const int MostWithoutYes = 10_000;

    private readonly Argument<string?> _wanted = WantedSound.Argument();

    private readonly Option<int> _count = Numbers.WithDefault("-n", ["--count"], 1, 1, int.MaxValue).Described(
        "COUNT", "How many sounds to make, at least 1. Sound i has the seed of the first plus i.");

    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Make as many sounds as --count says, even where that takes hours.",
    };

    private readonly Option<string?> _recipe = new("--recipe")
    {
        Description = "Make the sound of a WAV file that tad wrote again, byte for byte; or of a sound id, tad1:.... "
            + "Other options change what the recipe says.",
        HelpName = "WAV|ID",
    };

    private readonly Option<string[]> _sources = new("--source")
    {
        Description = "The WAV file that the sound of --recipe was made from, where a verb made it of one; twice for an interpolation of "
            + "two.",
        HelpName = "WAV",
    };

    private readonly Option<bool> _allowFetch = new("--allow-fetch")
    {
        Description = "Open or download the model that --recipe names, although it is neither registered nor in the cache. "
            + "A recipe decides nothing of that kind by itself.",
    };

    private readonly Option<string?> _like = new("--like")
    {
        Description = "Make sounds of the character of this one, for a model that knows characters: each seed is another sound. "
            + "The sliders change the character.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _bestOf = Numbers.Optional("--best-of", [], 1, 10_000).Described(
        "N", "Make N sounds and keep the --count best by --score.");

    private readonly Option<string> _score = new("--score")
    {
        Description = "How --best-of ranks the sounds: clean-tail or punch.",
        HelpName = "NAME",
        DefaultValueFactory = _ => ScoreNames.CleanTail,
    };

    private readonly Option<bool> _play = SoundPlayback.Option();
    private readonly SoundOptions _options = new();
    private readonly CommandContext _context;

    private GenerateCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var generate = new GenerateCommand(context);
        var command = new TadCommand(
            "generate",
            "Makes sounds and writes them as WAV files named by kind or model and seed.",
            "tad generate kick",
            "tad generate \"dark short 808 kick\"",
            "tad generate snare -n 8 --seed 42 --out snares --depth 24",
            "tad generate --recipe snares/snare-42.wav",
            "tad generate snare --model crlandsc/tiny-audio-diffusion-snares");
        command.Arguments.Add(generate._wanted);
        command.AddOptions(
            generate._count, generate._yes, generate._recipe, generate._sources, generate._allowFetch, generate._like, generate._bestOf,
            generate._score, generate._play);
        generate._options.AddTo(command);
        command.Validators.Add(result =>
        {
            var hasRecipe = result.GetResult(generate._recipe) is not null;
            var hasModel = result.GetResult(generate._options.Model) is not null;
            var hasSound = result.GetResult(generate._like) is not null;
            if (result.GetResult(generate._wanted)?.Tokens is not [var wanted])
            {
                if (!hasModel && !hasRecipe && !hasSound)
                    result.AddError("Say what to make: a kind (kick, snare, hihat, percussion), a description in quotes, or --model.");
            }
            else if (hasRecipe && WantedSound.IsDescription(wanted.Value, hasModel: true))
            {
                result.AddError("A description is for new sounds: leave out --recipe, or change what it says by options.");
            }
            else if (WantedSound.ProblemOf(wanted.Value, hasModel || hasRecipe) is { } problem)
            {
                result.AddError(problem);
            }
            if (result.GetResult(generate._sources) is not null && !hasRecipe)
                result.AddError("--source belongs to --recipe; to start from a sound use vary, inpaint, interpolate, invert or extend.");
        });
        command.SetAction(generate.RunAsync);
        return command;
    }

    private GenerateSettings Read(ParseResult parsed)
    {
        var (sound, words) = (_options.Read(parsed), parsed.GetValue(_wanted));
        var hasModel = sound.Model.Name is not null || parsed.GetValue(_recipe) is not null;
        var description = words is not null && WantedSound.IsDescription(words, hasModel) ? DrumDescription.Parse(words) : null;
        var wanted = description is not null ? WantedSound.Of(description) : words is not null ? WantedSound.Read(words) : null;
        if (wanted?.Class is { } @class && sound.Generation.Class is { } other)
            throw new UsageException($"\"{@class}\" and --class {other} both name a class: leave out one of them.");
        var like = parsed.GetValue(_like);
        if (wanted is null && like is not null && sound.Model.Name is null && parsed.GetValue(_recipe) is null)
            wanted = Guess(like);
        var settings = new GenerateSettings
        {
            Sound = wanted?.Class is { } label ? sound with { Generation = sound.Generation with { Class = label } } : sound,
            Wanted = wanted,
            Description = description,
            Like = like,
            Count = parsed.GetValue(_count),
            IsMuchAccepted = parsed.GetValue(_yes),
            Recipe = parsed.GetValue(_recipe) is { } recipe ? GivenRecipe.Read(recipe) : null,
            Sources = parsed.GetValue(_sources) ?? [],
            AllowsFetch = parsed.GetValue(_allowFetch),
            BestOf = parsed.GetValue(_bestOf),
            Score = parsed.GetValue(_score)!,
            Play = parsed.GetValue(_play),
        };
        if (settings.Count > MostWithoutYes && !settings.IsMuchAccepted)
            throw new UsageException(TooMany(settings));
        if (settings.BestOf < settings.Count)
            throw new UsageException($"--best-of {settings.BestOf} cannot give the {settings.Count} sounds of --count.");
        if (settings.Recipe is { IsOfAVerb: true } made && (settings.Count > 1 || settings.BestOf is not null))
            throw new UsageException($"A recipe of \"{made.Recipe.Edit!.Verb}\" makes one sound: leave out --count and --best-of.");
        return settings;
    }

    private WantedSound Guess(string like)
    {
        InputFile.Require(like);
        if (KindGuess.Of([like], _context.Formats) is not { } guess)
            throw new UsageException($"Say what kind of sound it is ({Kinds.Names}), for instance: tad generate snare --like {like}");
        _context.Terminal.WriteNotice($"Making a {guess.Kind.Name}, as {guess.Reason} says; another kind goes before --like.");
        return new WantedSound(guess.Kind, null);
    }

    // What was understood is said beside the results, and what the model cannot do of it.
    private async Task<GenerateSettings> DescribeAsync(
        GenerateSettings settings, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (terminal, description) = (_context.Terminal, settings.Description!);
        var sound = await services.GetRequiredService<DrumDescriber>().DescribeAsync(
            description.Text, settings.Sound.Generation, services.FetchProgress(), cancellationToken);
        if (sound.Options.Prompt is { } prompt)
        {
            terminal.WriteNotice($"The model reads text, and is told \"{prompt}\".");
        }
        else
        {
            terminal.WriteNotice($"Understood: {DescriptionText.Of(description)}.");
            if (description.NotUnderstood.Count > 0)
                terminal.WriteNotice($"Not understood: {string.Join(", ", description.NotUnderstood)}.");
        }

        foreach (var clause in sound.NotApplied)
            terminal.WriteNotice($"Left out: {clause}.");
        return settings with
        {
            Sound = settings.Sound with { Generation = sound.Options },
            Wanted = settings.Wanted is { } wanted && sound.Options.Class is { } name && !name.Contains('+', StringComparison.Ordinal)
                ? wanted with { Class = name }
                : settings.Wanted,
        };
    }

    // The length of a sound is known when the model is loaded; before that, the usual length must do.
    private static string TooMany(GenerateSettings settings)
    {
        const int UsualLength = 32768;
        const int SoundsPerSecond = 5;
        var bytesOfASample = settings.Sound.Depth switch { SampleEncoding.Float32 => 4, SampleEncoding.Pcm24 => 3, _ => 2 };
        var bytes = (double)settings.Count * (settings.Sound.Generation.Length ?? UsualLength) * 2 * bytesOfASample;
        var time = Sentences.About((double)settings.Count / SoundsPerSecond);
        return $"{Sentences.Count(settings.Count)} sounds take about {Sentences.Bytes((long)bytes)} and, at {SoundsPerSecond} sounds a "
            + "second, "
            + $"{time}: add --yes to make them, or make fewer";
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var settings = Read(parsed);
        OutputFolder.RequireWritable(settings.Sound.Folder);
        var like = settings.Like is { } file ? new SoundInput(_context).Read(file) : null;
        await using var services = _context.CreateServices(settings.Sound with { Model = ModelOf(settings) }, settings.Kind);
        if (settings.BestOf is not null)
            services.GetNamed<ISoundScore>(settings.Score);
        if (settings.Model is null)
            RequireModelFor(settings.Kind!.Value, services.GetRequiredService<IModelZoo>());

        if (settings.Description is not null)
            settings = await DescribeAsync(settings, services, cancellationToken);

        var verb = settings.Recipe is { IsOfAVerb: true } made ? $"-{made.Recipe.Edit!.Verb}" : "";
        var name = (settings.Wanted?.Name ?? new ModelSettings(settings.Model).ShortName) + verb;
        var writer = settings.Sound.Writer(name, settings.Recipe?.Encoding ?? SampleEncoding.Pcm16, settings.Recipe?.Format ?? "wav");
        settings = settings with { Sound = settings.Sound with { Generation = settings.Sound.Generation with { Like = like } } };
        var (files, recipe) = await WriteAsync(settings, services, writer, cancellationToken);
        if (settings.Recipe?.DescribeOtherModel(recipe) is { } other)
            _context.Terminal.WriteNotice(other);
        if (settings.Model is null && recipe is not null)
            TellUnusualModel(recipe.Model, services.GetRequiredService<IModelZoo>().CardFor(settings.Kind!.Value).PublicId);
        if (settings.Sound.AsJson)
            _context.Terminal.WriteJson(GenerationReport.Of(recipe, settings.Model!, files, start));
        if (settings.Play)
            await services.PlayAsync(files.Select(file => _context.Formats.Read(file.Path, int.MaxValue)), cancellationToken);
        return ExitCodes.Success;
    }

    private void TellUnusualModel(string model, string usual)
    {
        if (model != usual)
            _context.Terminal.WriteNotice($"Made by the model \"{model}\", because \"{usual}\" knows no such class or character.");
    }

    // A recipe names the model where the command line does not, and says which weights of a checkpoint made the sound. Without permission
    // the library takes it only where it is registered or in the cache.
    private static ModelSettings ModelOf(GenerateSettings settings)
    {
        if (settings.Sound.Model.Name is null && !settings.AllowsFetch)
            return settings.Sound.Model;
        var (model, recipe) = (settings.Sound.Model with { Name = settings.Model }, settings.Recipe?.Recipe);
        var isPlace = model.Name is { } name && (Path.Exists(name) || name.Contains('/', StringComparison.Ordinal));
        return model.Weights is null && isPlace ? model with { Weights = recipe?.Weights } : model;
    }

    private IAsyncEnumerable<AudioClip> ClipsAsync(
        GenerateSettings settings, IServiceProvider services, WorkProgress progress, CancellationToken cancellationToken)
    {
        var changes = settings.Sound.Generation with { AllowFetch = settings.AllowsFetch || settings.Sound.Model.Name is not null };
        var studio = services.GetRequiredService<IDrumStudio>();
        if (settings.Recipe is { IsOfAVerb: true } made)
        {
            var sounds = settings.Sources.Select(new SoundInput(_context).Read);
            return RemakeAsync(studio, made.Recipe, sounds, changes, progress, cancellationToken);
        }

        var options = settings.Recipe is null ? changes : settings.Recipe.With(changes);
        if (settings.BestOf is not null)
            return BestOfAsync(studio, settings, options, progress, cancellationToken);

        var job = new GenerationJob
        {
            Generator = services.GetRequiredService<IDrumGenerator>(),
            ItemsAtOnce = services.GetRequiredService<IOptions<TinyAudioDiffusionOptions>>().Value.MaxBatch,
            Kind = settings.Kind,
            Options = options,
            Count = settings.Count,
        };
        return job.RunAsync(progress, cancellationToken);
    }

    private static async IAsyncEnumerable<AudioClip> RemakeAsync(
        IDrumStudio studio, GenerationRecipe recipe, IEnumerable<AudioClip> sources, GenerationOptions changes, WorkProgress progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clips = sources.ToList();
        var changed = changes == new GenerationOptions() ? null : changes;
        yield return await studio.RemakeAsync(recipe, clips, changed, progress.OfCall(), cancellationToken);
    }

    private static async IAsyncEnumerable<AudioClip> BestOfAsync(
        IDrumStudio studio, GenerateSettings settings, GenerationOptions options, WorkProgress progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ModelChoice model = settings.Kind is { } kind ? kind : options.Model!;
        var ranked = await studio.BestOfAsync(model, settings.BestOf!.Value, settings.Score, options, progress.OfCall(), cancellationToken);
        foreach (var (clip, _) in ranked.Take(settings.Count))
            yield return clip;
    }

    // Every sound is written as soon as it is there. A line below a moving progress bar would break it, so with a bar the lines come at the
    // end, also after Ctrl-C.
    private async Task<(List<SoundFile> Files, GenerationRecipe? Recipe)> WriteAsync(
        GenerateSettings settings, IServiceProvider services, SoundWriter writer, CancellationToken cancellationToken)
    {
        var (terminal, showsLines) = (_context.Terminal, !settings.Sound.AsJson);
        var printsAtOnce = showsLines && !terminal.ShowsProgress;
        var files = new List<SoundFile>();
        var recipe = default(GenerationRecipe);
        var title = settings.Count == 1 ? "Making a sound" : $"Making {Sentences.Count(settings.Count)} sounds";
        try
        {
            await ProgressBar.RunAsync(terminal, showsLines, title, async progress =>
            {
                await foreach (var clip in ClipsAsync(settings, services, progress, cancellationToken))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    files.Add(writer.Save(clip));
                    recipe = clip.Recipe;
                    if (printsAtOnce)
                        terminal.WriteLine(files[^1].ToString());
                }
            });
        }
        finally
        {
            if (showsLines && !printsAtOnce)
                files.ForEach(file => terminal.WriteLine(file.ToString()));
        }

        return (files, recipe);
    }

    private static void RequireModelFor(DrumKind kind, IModelZoo zoo)
    {
        if (!zoo.Cards.Any(card => card.Kinds.Contains(kind)))
            throw new CommandException($"No model for {kind.Name} comes with tad yet: name one on disk with --model.");
    }
}

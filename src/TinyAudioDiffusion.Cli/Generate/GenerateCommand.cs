using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
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
    private readonly Argument<DrumKind?> _kind = new("KIND")
    {
        Description = "What to make: kick, snare, hihat or percussion. May be left out where --model is given.",
        HelpName = "KIND",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ModelOptions.ParseKind,
    };

    private readonly Option<int> _count = Numbers.WithDefault("-n", ["--count"], 1, 1, int.MaxValue).Described(
        "COUNT", "How many sounds to make, at least 1. Sound i has the seed of the first plus i.");

    private readonly Option<string?> _recipe = new("--recipe")
    {
        Description = "Make the sound of a WAV file that tad wrote again, byte for byte; or of a sound id, tad1:.... Other options change what the recipe says.",
        HelpName = "WAV|ID",
    };

    private readonly Option<string[]> _sources = new("--source")
    {
        Description = "The WAV file that the sound of --recipe was made from, where a verb made it of one; twice for an interpolation of two.",
        HelpName = "WAV",
    };

    private readonly Option<int?> _bestOf = Numbers.Optional("--best-of", [], 1, 10_000).Described("N", "Make N sounds and keep the --count best by --score.");

    private readonly Option<string> _score = new("--score")
    {
        Description = "What --best-of goes by: clean-tail or punch.",
        HelpName = "NAME",
        DefaultValueFactory = _ => ScoreNames.CleanTail,
    };

    private readonly SoundOptions _options = new();
    private readonly Terminal _terminal;

    private GenerateCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var generate = new GenerateCommand(terminal);
        var command = new TadCommand(
            "generate",
            "Makes sounds and writes them as WAV files named by kind or model and seed.",
            "tad generate kick --model samples/models/tiny-noise",
            "tad generate snare --model crlandsc/tiny-audio-diffusion-snares",
            "tad generate --recipe kick-42.wav",
            "tad generate snare --model snare.ckpt -n 8 --seed 42 --steps 50 --out snares --depth 24");
        command.Arguments.Add(generate._kind);
        foreach (var option in (ReadOnlySpan<Option>)[generate._count, generate._recipe, generate._sources, generate._bestOf, generate._score])
            command.Options.Add(option);
        generate._options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(generate._kind) is not { Tokens.Count: > 0 } && result.GetResult(generate._options.Model) is null && result.GetResult(generate._recipe) is null)
                result.AddError("Say what to make: a kind (kick, snare, hihat, percussion) or --model.");
            if (result.GetResult(generate._sources) is not null && result.GetResult(generate._recipe) is null)
                result.AddError("--source belongs to --recipe; to start from a sound use vary, inpaint, interpolate, invert or extend.");
        });
        command.SetAction(generate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var recipe = parsed.GetValue(_recipe) is { } source ? RecipeSource.Read(source) : null;
        var (kind, model, asJson) = (parsed.GetValue(_kind), parsed.GetValue(_options.Model) ?? recipe?.Recipe.Model, parsed.GetValue(_options.Json));
        await using var services = _options.CreateServices(parsed, _terminal, model, kind, recipe?.Recipe.Weights);
        if (model is null)
            RequireModelFor(kind!.Value, services.GetRequiredService<IModelZoo>());

        var job = new GenerationJob
        {
            Generator = services.GetRequiredService<IDrumGenerator>(),
            ItemsAtOnce = services.GetRequiredService<IOptions<TinyAudioDiffusionOptions>>().Value.MaxBatch,
            Kind = kind,
            Options = Options(parsed, recipe, model),
            Remade = recipe is { Recipe.Edit: not null } ? recipe.Recipe : null,
            Sources = parsed.GetValue(_sources) ?? [],
            Studio = services.GetRequiredService<IDrumStudio>(),
            BestOf = parsed.GetValue(_bestOf),
            Score = parsed.GetValue(_score)!,
            Count = parsed.GetValue(_count),
            Folder = parsed.GetValue(_options.Out)!,
            Name = $"{kind?.ToString().ToLowerInvariant() ?? ModelPath.ShortName(model!)}{(recipe?.Recipe.Edit is { } edit ? $"-{edit.Verb}" : "")}",
            Encoding = parsed.GetValue(_options.Depth) ?? recipe?.Encoding ?? WavEncoding.Pcm16,
        };

        var (files, made) = await RunAsync(job, asJson, cancellationToken);
        if (asJson)
            _terminal.Output.WriteLine(JsonSerializer.Serialize(GenerationReport.Of(made, model!, files, start), JsonOutput.Readable.GenerationReport));
        return ExitCodes.Success;
    }

    // A line below a living bar would tear it apart, so with a bar the lines come at the end, also of a run that was stopped.
    private async Task<(List<SoundFile> Files, GenerationRecipe? Recipe)> RunAsync(GenerationJob job, bool asJson, CancellationToken cancellationToken)
    {
        var files = new List<SoundFile>();
        var recipe = default(GenerationRecipe);
        var printAtOnce = !asJson && !_terminal.ShowsProgress;
        try
        {
            await ProgressBar.RunAsync(_terminal, !asJson, job.Count == 1 ? "Making a sound" : $"Making {job.Count} sounds", async progress =>
            {
                await foreach (var (file, fileRecipe) in job.RunAsync(progress, cancellationToken))
                {
                    files.Add(file);
                    recipe = fileRecipe;
                    if (printAtOnce)
                        Print(file);
                }
            });
        }
        finally
        {
            if (!asJson && !printAtOnce)
                files.ForEach(Print);
        }

        return (files, recipe);
    }

    private void Print(SoundFile file)
    {
        _terminal.Output.WriteLine(file);
        _terminal.Output.Flush();
    }

    // What the command line says counts before the recipe, and who names a model takes it as it is. What a verb made is joined by the library, which is told changes only.
    private GenerationOptions Options(ParseResult parsed, RecipeSource? recipe, string? model)
    {
        var (options, named) = (recipe?.Options ?? new(), parsed.GetValue(_options.Model));
        return _options.Apply(parsed, options with
        {
            Model = recipe is { Recipe.Edit: not null } ? named : model,
            Revision = named is null ? options.Revision : null,
        });
    }

    private static void RequireModelFor(DrumKind kind, IModelZoo zoo)
    {
        if (!zoo.Cards.Any(card => card.Kinds.Contains(kind)))
            throw new CommandException($"No model for {kind.ToString().ToLowerInvariant()} comes with tad yet: name one on disk with --model.");
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Generation;
using TinyAudioDiffusion.Cli.Models;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Commands;

/// <summary><c>tad generate</c>: makes sounds and writes them as WAV files.</summary>
internal sealed class GenerateCommand
{
    private readonly Argument<DrumKind?> _kind = new("KIND")
    {
        Description = "What to make: kick, snare, hihat or percussion. May be left out where --model is given.",
        HelpName = "KIND",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result => ModelOptions.Parse(
            result, "kind", ("kick", DrumKind.Kick), ("snare", DrumKind.Snare), ("hihat", DrumKind.HiHat), ("percussion", DrumKind.Percussion)),
    };

    private readonly Option<string?> _model = ModelOptions.Model(required: false);

    private readonly Option<int> _count = Describe(
        Numbers.WithDefault("-n", ["--count"], 1, 1, int.MaxValue),
        "COUNT",
        "How many sounds to make, at least 1. Sound i has the seed of the first plus i.");

    private readonly Option<ulong?> _seed = Describe(
        Numbers.Optional("--seed", ["-s"], 0ul, ulong.MaxValue),
        "SEED",
        "The seed of the first sound, 0 to 18446744073709551615: the same seed gives the same sound. Default: by chance.");

    private readonly Option<int?> _steps = Describe(
        Numbers.Optional("--steps", [], 1, TinyAudioDiffusionOptions.MaxSteps),
        "N",
        "How often the network refines the sound, 1 to 10000: 10 are quick, 50 a good trade. Default: what the model recommends, else 50.");

    private readonly Option<string?> _sampler = new("--sampler")
    {
        Description = "How steps are taken: ddim, dpmpp-2m, unipc, iplms and more, see docs/samplers.md. Default: what the model recommends, else ddim.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _schedule = new("--schedule")
    {
        Description = "Which noise levels the steps visit: linear, karras, crash and more, see docs/samplers.md. Default: what the model recommends, else linear.",
        HelpName = "NAME",
    };

    private readonly Option<int?> _length = Describe(
        Numbers.Optional("--length", [], 1, int.MaxValue),
        "SAMPLES",
        "The length in samples of each channel, at least 1 (44100 are a second at 44.1 kHz). Default: the model's own.");

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The folder to write to; it is created, and files of the same name are replaced.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => "sounds",
    };

    private readonly Option<WavEncoding?> _depth = new("--depth")
    {
        Description = "How samples are stored: 16 (the default) or 24 bits, or 32-bit float, which keeps what is above full scale.",
        HelpName = "16|24|float",
        CustomParser = result => ModelOptions.Parse(
            result, "depth", ("16", WavEncoding.Pcm16), ("24", WavEncoding.Pcm24), ("float", WavEncoding.Float32)),
    };

    private readonly Option<string?> _recipe = new("--recipe")
    {
        Description = "Make the sound of a WAV file that tad wrote again, byte for byte; or of a sound id, tad1:.... Other options change what the recipe says.",
        HelpName = "WAV|ID",
    };

    private readonly Option<int?> _bestOf = Describe(
        Numbers.Optional("--best-of", [], 1, 10_000),
        "N",
        "Make N sounds and keep the --count best by --score.");

    private readonly Option<string> _score = new("--score")
    {
        Description = "What --best-of goes by: clean-tail or punch.",
        HelpName = "NAME",
        DefaultValueFactory = _ => ScoreNames.CleanTail,
    };

    private readonly ShapingOptions _shaping = new();
    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();
    private readonly Option<bool> _weightsOnly = ModelOptions.WeightsOnly();
    private readonly Option<string?> _configuration = ModelOptions.Configuration();
    private readonly Option<int?> _threads = ModelOptions.Threads();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document instead of lines, and no progress bar." };

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
        foreach (var option in (ReadOnlySpan<Option>)[
            generate._model, generate._count, generate._seed, generate._steps, generate._sampler, generate._schedule, generate._length,
            generate._recipe, generate._bestOf, generate._score, generate._out, generate._depth, generate._weights, generate._weightsOnly, generate._configuration,
            generate._threads, generate._json])
        {
            command.Options.Add(option);
        }

        generate._shaping.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(generate._kind) is not { Tokens.Count: > 0 } && result.GetResult(generate._model) is null && result.GetResult(generate._recipe) is null)
                result.AddError("Say what to make: a kind (kick, snare, hihat, percussion) or --model.");
        });
        command.SetAction(generate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var recipe = parsed.GetValue(_recipe) is { } source ? RecipeSource.Read(source) : null;
        var (kind, model, asJson) = (parsed.GetValue(_kind), parsed.GetValue(_model) ?? recipe?.Options.Model, parsed.GetValue(_json));
        var weights = parsed.GetValue(_weights) ?? (model is not null && (Path.Exists(model) || model.Contains('/', StringComparison.Ordinal)) ? recipe?.Weights : null);
        var card = ModelPath.CardFor(model, weights, parsed.GetValue(_configuration), kind, parsed.GetValue(_weightsOnly));
        await using var services = TadServices.Create(_terminal, parsed.GetValue(_threads), card);
        if (model is null)
            RequireModelFor(kind!.Value, services.GetRequiredService<IModelZoo>());

        var job = new GenerationJob
        {
            Generator = services.GetRequiredService<IDrumGenerator>(),
            ItemsAtOnce = services.GetRequiredService<IOptions<TinyAudioDiffusionOptions>>().Value.MaxBatch,
            Kind = kind,
            Options = Options(parsed, recipe?.Options ?? new(), model),
            Studio = services.GetRequiredService<IDrumStudio>(),
            BestOf = parsed.GetValue(_bestOf),
            Score = parsed.GetValue(_score)!,
            Count = parsed.GetValue(_count),
            Folder = parsed.GetValue(_out)!,
            Name = kind?.ToString().ToLowerInvariant() ?? ModelPath.ShortName(model!),
            Encoding = parsed.GetValue(_depth) ?? recipe?.Encoding ?? WavEncoding.Pcm16,
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

    // What the command line says counts before the recipe.
    private GenerationOptions Options(ParseResult parsed, GenerationOptions recipe, string? model) => _shaping.Apply(parsed, recipe with
    {
        Model = model,
        Seed = parsed.GetValue(_seed) ?? recipe.Seed,
        Steps = parsed.GetValue(_steps) ?? recipe.Steps,
        Sampler = parsed.GetValue(_sampler) ?? recipe.Sampler,
        Schedule = parsed.GetValue(_schedule) ?? recipe.Schedule,
        Length = parsed.GetValue(_length) ?? recipe.Length,
    });

    private static Option<T> Describe<T>(Option<T> option, string helpName, string description)
    {
        (option.HelpName, option.Description) = (helpName, description);
        return option;
    }

    private static void RequireModelFor(DrumKind kind, IModelZoo zoo)
    {
        if (!zoo.Cards.Any(card => card.Kinds.Contains(kind)))
            throw new CommandException($"No model for {kind.ToString().ToLowerInvariant()} comes with tad yet: name one on disk with --model.");
    }
}

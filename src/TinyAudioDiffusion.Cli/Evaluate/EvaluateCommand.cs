using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Audio.Folders;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Generate;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Evaluation;
using TinyAudioDiffusion.Evaluation.Measures;
using TinyAudioDiffusion.Evaluation.Reports;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Evaluate;

/// <summary><c>tad evaluate</c>: compares sounds, or what a model makes, with real ones.</summary>
internal sealed class EvaluateCommand
{
    private readonly Argument<string?> _sounds = new("SOUNDS")
    {
        Description = "The folder of WAV files to evaluate. The kind of each is the folder of the first level, or the first word of the "
            + "file's name. "
            + "Left out: what a model makes.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _against = new("--against", "-a")
    {
        Description = "The folder of real sounds to compare with: WAV files in a folder for each kind.",
        HelpName = "FOLDER",
        Required = true,
    };

    private readonly Option<string?> _training = new("--training")
    {
        Description = "The folder of WAV files that the model was trained on, to look for copies.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _model = ModelOptions.Model(required: false);

    private readonly Option<DrumKind?> _kind = Kinds.Option(
        $"What a model without classes makes: {Kinds.Names}; of any other model, the only kind to make.");

    private readonly Option<int> _count = Numbers.WithDefault("-n", ["--count"], 100, 2, 100_000).Described(
        "COUNT", "How many sounds of each kind a model makes, at least 2.");

    private readonly Option<ulong> _seed = Numbers.WithDefault("--seed", ["-s"], 0ul, 0ul, ulong.MaxValue).Described(
        "SEED", "The seed of the first sound of each kind.");

    private readonly Option<int?> _sliders = Numbers.Optional("--sliders", [], 2, 10_000).Described(
        "COUNT",
        "Also measure how well --model obeys its sliders: so many sounds of each class and slider, at least 2; 24 is a good number.");

    private readonly SamplingOptions _sampling = new();
    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();
    private readonly Option<bool> _weightsOnly = ModelOptions.WeightsOnly();
    private readonly Option<string?> _configuration = ModelOptions.Configuration();
    private readonly EngineOptions _engine = new();

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "The folder to write report.html to, with players and pictures, and the sounds that a model makes. Default: write "
            + "nothing.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON document instead of a table, and no progress bar.",
    };
    private readonly CommandContext _context;

    private EvaluateCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var evaluate = new EvaluateCommand(context);
        var command = new TadCommand(
            "evaluate",
            "Measures sounds against real ones: are they recognised, as different from each other, as clean, and no copies?",
            "tad evaluate sounds --against one-shots --out report",
            "tad evaluate --model models/drums -n 100 --against one-shots --training data --out report");
        command.Arguments.Add(evaluate._sounds);
        command.AddOptions(evaluate._against, evaluate._training, evaluate._model, evaluate._kind, evaluate._count, evaluate._seed,
            evaluate._sliders);
        evaluate._sampling.AddTo(command);
        command.AddOptions(evaluate._weights, evaluate._weightsOnly, evaluate._configuration, evaluate._out, evaluate._json);
        evaluate._engine.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(evaluate._sounds) is { Tokens.Count: > 0 } && result.GetResult(evaluate._model) is not null)
                result.AddError("Evaluate a folder or a model: not both at once.");
            if (result.GetResult(evaluate._sliders) is not null && result.GetResult(evaluate._model) is null)
                result.AddError("--sliders makes sounds: say with which --model.");
        });
        command.SetAction((parsed, cancellationToken) => evaluate.RunAsync(evaluate.Read(parsed), cancellationToken));
        return command;
    }

    private EvaluateSettings Read(ParseResult parsed) => new()
    {
        Sounds = parsed.GetValue(_sounds),
        Against = parsed.GetRequiredValue(_against),
        Training = parsed.GetValue(_training),
        Model = new ModelSettings(
            parsed.GetValue(_model), parsed.GetValue(_weights), parsed.GetValue(_configuration), parsed.GetValue(_weightsOnly)),
        Kind = parsed.GetValue(_kind),
        Count = parsed.GetValue(_count),
        SliderCount = parsed.GetValue(_sliders),
        Generation = _sampling.Read(parsed) with { Model = parsed.GetValue(_model), Seed = parsed.GetValue(_seed) },
        Folder = parsed.GetValue(_out),
        AsJson = parsed.GetValue(_json),
        Engine = _engine.Read(parsed),
    };

    private async Task<int> RunAsync(EvaluateSettings settings, CancellationToken cancellationToken)
    {
        var (against, training, terminal) = (settings.Against, settings.Training, _context.Terminal);
        var formats = _context.Formats;
        SoundSet? sounds = null;
        SoundSet? reference = null;
        SoundEvaluation? evaluation = null;
        IReadOnlyList<SliderObedience>? sliders = null;
        await ProgressBar.RunAsync(terminal, !settings.AsJson, "Listening to real sounds", async progress =>
        {
            reference = SoundSet.Read(against, null, formats, progress, cancellationToken);
            if (reference.Labels.Count < 2)
                throw new SoundFolderException(against, "has sounds of one kind only; a classifier needs two at least, each in a folder "
                    + "of its own.");
            sounds = settings.Sounds is { } folder
                ? SoundSet.Read(folder, reference.Labels, formats, progress, cancellationToken)
                : new SoundSet(await MakeAsync(settings, reference.Labels, progress, cancellationToken), [], []);
            var learnt = training is null ? null : SoundSet.Read(training, null, formats, progress, cancellationToken).Sounds;
            evaluation = await Task.Run(() => SoundEvaluation.Of(sounds.Sounds, reference.Sounds, learnt, cancellationToken),
                cancellationToken);
        });
        if (settings.SliderCount is not null)
        {
            await ProgressBar.RunAsync(terminal, !settings.AsJson, "Moving the sliders", async progress =>
                sliders = await MoveSlidersAsync(settings, progress, cancellationToken));
        }

        var page = settings.Folder is { } output
            ? EvaluationReport.Write(output, $"{settings.Subject} against {against}", evaluation!, [.. Notes(sounds!)], formats)
            : null;
        var document = new EvaluationDocument(
            settings.Subject, against, training, evaluation!.Kinds, evaluation.Classifier, evaluation.Recognition, evaluation.Memorisation,
            [.. evaluation.Sounds.Select(EvaluatedFile.Of)], [.. sounds!.Skipped, .. reference!.Skipped], page)
        {
            Sliders = sliders,
        };
        foreach (var note in Notes(sounds))
            terminal.WriteWarning(note);
        if (settings.AsJson)
            terminal.WriteJson(document);
        else
            new EvaluationPrinter(terminal).Print(document);
        return ExitCodes.Success;
    }

    private static IEnumerable<string> Notes(SoundSet sounds)
    {
        if (sounds.Unlabelled is [var first, ..])
            yield return $"{Sentences.Count(sounds.Unlabelled.Count, "sound is", "sounds are")} of no kind that the real sounds have, "
                + $"{first} for instance";
    }

    private async Task<List<AnalysedSound>> MakeAsync(
        EvaluateSettings settings, IReadOnlyList<string> labels, WorkProgress progress, CancellationToken cancellationToken)
    {
        await using var services = _context.CreateServices(settings.Engine, settings.Model.Card(settings.Kind), settings.Model.WeightsOnly);
        SoundServices.RequireNames(services, settings.Generation);
        var zoo = services.GetRequiredService<IModelZoo>();
        var kinds = await KindsAsync(zoo, settings.Model.Name, settings.Kind, labels, progress, cancellationToken);
        var maker = new SoundMaker
        {
            Generator = services.GetRequiredService<IDrumGenerator>(),
            ItemsAtOnce = services.GetRequiredService<IOptions<TinyAudioDiffusionOptions>>().Value.MaxBatch,
            Count = settings.Count,
            Options = settings.Generation,
            Folder = settings.Folder is { } output ? Path.Combine(output, "sounds") : null,
        };
        var sounds = new List<AnalysedSound>();
        foreach (var (label, drum, @class) in kinds)
            sounds.AddRange(
                await maker.MakeAsync(label, drum, @class, sounds.Count, kinds.Count * maker.Count, progress, cancellationToken));
        return sounds;
    }

    private async Task<IReadOnlyList<SliderObedience>> MoveSlidersAsync(
        EvaluateSettings settings, WorkProgress progress, CancellationToken cancellationToken)
    {
        await using var services = _context.CreateServices(settings.Engine, settings.Model.Card(settings.Kind), settings.Model.WeightsOnly);
        var zoo = services.GetRequiredService<IModelZoo>();
        var model = (await zoo.LoadAsync(zoo.CardFor(settings.Model.Name!), progress, cancellationToken)).Model.Info;
        var trial = new SliderTrial
        {
            Generator = services.GetRequiredService<IDrumGenerator>(),
            Options = settings.Generation,
            Count = settings.SliderCount!.Value,
        };
        return await trial.RunAsync(model, progress, cancellationToken);
    }

    // The kinds to make are those that both the real sounds and the model, or the registered models, have.
    private static async Task<List<(string Label, DrumKind? Kind, string? Class)>> KindsAsync(
        IModelZoo zoo, string? model, DrumKind? kind, IReadOnlyList<string> labels, WorkProgress progress,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<string> classes = [];
        IReadOnlyList<DrumClass> ofKinds = [];
        if (model is not null)
        {
            var loaded = await zoo.LoadAsync(zoo.CardFor(model), progress, cancellationToken);
            (classes, ofKinds) = (loaded.Model.Info.Classes, loaded.Model.Info.DrumClasses);
        }

        var kinds = new List<(string Label, DrumKind? Kind, string? Class)>();
        var drums = Enum.GetValues<DrumKind>().Where(drum => zoo.Cards.Any(card => card.Kinds.Contains(drum))).ToList();
        foreach (var label in labels.Where(label => kind is null || SoundSet.AreSame(label, kind.Value.ToString())))
        {
            if (model is null)
                kinds.AddRange(drums.Where(drum => SoundSet.AreSame(label, drum.ToString())).Select(drum => Of(label, drum)));
            else if (classes.FirstOrDefault(name => SoundSet.AreSame(label, name)) is { } name)
                kinds.Add((label, null, name));
            else if (ofKinds.Any(@class => SoundSet.AreSame(label, @class.Kind.ToString())))
                kinds.Add((label, null, label));
            else if (classes.Count == 0 && kind is not null)
                kinds.Add((label, null, null));
        }

        return kinds.Count > 0 ? kinds : throw new CommandException(
            classes.Count == 0 && model is not null && kind is null
                ? $"The model {model} has no classes: say with --kind what it makes."
                : $"There is nothing to make that the real sounds have as well ({string.Join(", ", labels)}): name a model with --model.");
    }

    private static (string Label, DrumKind? Kind, string? Class) Of(string label, DrumKind drum) => (label, drum, null);
}

using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>The options of <c>tad train</c>.</summary>
internal sealed class TrainOptions
{
    public const string DefaultPreset = "small";
    public const string ReferencePreset = "published";

    private readonly Argument<string?> _data = new("DATA")
    {
        Description = "The sounds: a folder of WAV files, whose folders are the classes; "
            + "or \"synthetic\" for computed drums, \"synthetic:kick\" for one kind.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "The folder of the training: configuration, metrics, samples, states and the model.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Continue the training in this folder, exactly where its latest state ends.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _best = new("--best")
    {
        Description = "With --resume: continue from the state with the lowest validation loss. What came after it is lost.",
    };

    private readonly Option<string?> _preset = new RenamedOption<string?>("--preset", "--config")
    {
        Description = $"The configuration to begin with: {string.Join(", ", TrainingPresets.All.Keys)}. "
            + $"Default: {DefaultPreset}; {ReferencePreset} with --with-optimizer.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _configuration = new RenamedOption<string?>("--configuration", "--recipe")
    {
        Description = "A JSON file with any of the settings in a training's own recipe.json. They replace those of the preset.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _from = new("--from")
    {
        Description = $"Fine-tune a model: {ModelOptions.WhatAModelIs}.",
        HelpName = "MODEL"
    };

    private readonly Option<bool> _withOptimizer = new("--with-optimizer")
    {
        Description = "With --from a checkpoint: take its optimiser and its moving average as well, so that its training continues.",
    };

    private readonly Option<WeightSet?> _weights = ModelOptions.Weights();

    private readonly Option<string?> _modelConfiguration = new RenamedOption<string?>("--model-config", "--yaml")
    {
        Description = "The YAML configuration of the checkpoint to start from, where it does not lie beside it.",
        HelpName = "YAML",
    };

    private readonly Option<int?> _steps = Numbers.Optional("--steps", [], 1, int.MaxValue).Described("N", "How many steps to train.");

    private readonly Option<double?> _time = TimeLimits.Optional("--time").Described(
        "TIME", "How long to train instead: 90s, 15m, 1.5h. Such a training cannot be repeated bit for bit.");

    private readonly Option<int?> _batch = Numbers.Optional("--batch", [], 1, 1024).Described(
        "N", "How many sounds pass through the network at once, 1 to 1024.");

    private readonly Option<int?> _accumulation = Numbers.Optional("--accumulation", [], 1, 4096).Described(
        "N", "How many passes make a step, 1 to 4096: the gradient of many sounds in the memory of few.");

    private readonly Option<double?> _rate = Numbers.Optional("--rate", [], 1e-12, 1).Described("RATE", "The highest learning rate.");

    private readonly Option<ulong?> _seed = Numbers.Optional("--seed", ["-s"], 0ul, ulong.MaxValue).Described(
        "SEED", "The seed of everything that is random. Default: 0.");

    private readonly Option<bool> _classes = new("--classes")
    {
        Description = "Learn the classes as well (the folders of the first level, or the kinds), so that generate can make each of them.",
    };

    private readonly Option<string?> _csv = new("--csv")
    {
        Description = "A CSV file with the columns \"path\", below the folder, and \"label\": which files to use, and their classes.",
        HelpName = "FILE",
    };

    private readonly Option<double?> _validation = Numbers.Optional("--validation", [], 0, 0.9).Described(
        "SHARE", "The share of a folder's sounds that is only measured on, 0 to 0.9. Default: 0.1.");

    private readonly Option<double?> _synthetic = Numbers.Optional("--synthetic", [], 0, 0.999).Described(
        "SHARE", "The share of computed drums among the sounds, beside those of a folder, 0 to 0.999. Default: 0.");

    private readonly Option<bool> _augment = new("--augment")
    {
        Description = "Vary every sound a little each time: pitch, onset, level, polarity, channels.",
    };

    private readonly Option<bool> _produce = new("--produce")
    {
        Description = "Treat every recording as a producer would each time: tuning, envelope, equaliser, drive, layers, room, width.",
    };

    private readonly Option<bool> _drumClasses = new("--drum-classes")
    {
        Description = "Tell drums apart finely (clap, cowbell, open-hat), and use each class as often as its share says. Folders have the "
            + "names of the classes.",
    };

    private readonly Option<bool> _character = new("--character")
    {
        Description = "Tell the network the character of each sound, so that generate can draw it and be asked for it: --brightness and "
            + "more. Needs --classes.",
    };

    private readonly Option<CaptionSource?> _captions = new("--captions")
    {
        Description = "For a model that reads text, such as --preset text: its texts are written (dark.txt beside dark.wav, or the column "
            + "\"caption\" of the --csv; the default) or described (made from the sounds: \"dark short kick\").",
        HelpName = "written|described",
        CustomParser = result => Choices.Parse(
            result, "captions", ("written", CaptionSource.Written), ("described", CaptionSource.Described)),
    };

    private readonly Option<bool> _checkpointing = new RenamedOption<bool>("--gradient-checkpointing", "--checkpointing")
    {
        Description = "Recompute activations in the backward pass: less memory, more time, the same result.",
    };

    private readonly Option<string?> _textEncoder = ModelOptions.TextEncoder();
    private readonly Option<bool> _half = new("--half") { Description = "Store the finished model in 16-bit floats." };
    private readonly EngineOptions _engine = new();

    private IEnumerable<Option> Fixed =>
    [
        _preset, _configuration, _from, _withOptimizer, _weights, _modelConfiguration,
        _batch, _accumulation, _rate, _seed, _classes, _csv, _validation, _synthetic, _augment,
        _produce, _drumClasses, _character, _captions,
    ];

    public void AddTo(TadCommand command)
    {
        command.Arguments.Add(_data);
        command.AddOptions(
            _out, _resume, _best, _preset, _configuration, _from, _withOptimizer, _weights, _modelConfiguration, _steps, _time, _batch,
            _accumulation, _rate, _seed, _classes, _csv, _validation, _synthetic, _augment, _produce, _drumClasses, _character,
            _captions, _textEncoder, _checkpointing, _half);
        _engine.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_resume) is null == result.GetResult(_out) is null)
                result.AddError("Say where: --out with a folder for a new training, or --resume with the folder of one.");
            if (result.GetResult(_best) is { Implicit: false } && result.GetResult(_resume) is null)
                result.AddError("--best says how to go on with a training: name its folder with --resume.");
            if (result.GetResult(_steps) is not null && result.GetResult(_time) is not null)
                result.AddError("--steps and --time both limit the training: give one of them.");
        });
    }

    public TrainSettings Read(ParseResult parsed) => new()
    {
        Data = parsed.GetValue(_data),
        Folder = parsed.GetValue(_resume) ?? parsed.GetValue(_out)!,
        Resumes = parsed.GetValue(_resume) is not null,
        ResumesFromBest = parsed.GetValue(_best),
        Preset = parsed.GetValue(_preset),
        Configuration = parsed.GetValue(_configuration),
        From = new ModelSettings(parsed.GetValue(_from), parsed.GetValue(_weights), parsed.GetValue(_modelConfiguration)),
        WithOptimizer = parsed.GetValue(_withOptimizer),
        Steps = parsed.GetValue(_steps),
        Seconds = parsed.GetValue(_time),
        Batch = parsed.GetValue(_batch),
        Accumulation = parsed.GetValue(_accumulation),
        Rate = parsed.GetValue(_rate),
        Seed = parsed.GetValue(_seed),
        ValidationShare = parsed.GetValue(_validation),
        SyntheticShare = parsed.GetValue(_synthetic),
        Csv = parsed.GetValue(_csv),
        LearnsClasses = parsed.GetValue(_classes),
        Augments = parsed.GetValue(_augment),
        Produces = parsed.GetValue(_produce),
        TellsDrumClasses = parsed.GetValue(_drumClasses),
        TellsCharacter = parsed.GetValue(_character),
        Captions = parsed.GetValue(_captions),
        TextEncoder = parsed.GetValue(_textEncoder),
        GradientCheckpointing = parsed.GetValue(_checkpointing),
        AsHalf = parsed.GetValue(_half),
        Engine = _engine.Read(parsed),
        Unchangeable = [.. Fixed.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name)],
    };
}

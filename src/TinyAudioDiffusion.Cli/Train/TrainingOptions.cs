using System.CommandLine;
using TinyAudioDiffusion.Cli.CommandLine;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Recipes;
using TinyAudioDiffusion.Synthesis;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>The options of <c>tad train</c> that change a recipe.</summary>
internal sealed class TrainingOptions
{
    // A short training must not end before its rate has risen: the warm-up takes a tenth of --steps at most.
    private const int WarmUpShare = 10;

    private readonly Option<int?> _steps = Describe(Numbers.Optional("--steps", [], 1, int.MaxValue), "N", "How many steps to train.");
    private readonly Option<double?> _time = Describe(TimeLimits.Optional("--time"), "TIME", "How long to train instead: 90s, 15m, 1.5h. Such a training cannot be repeated bit for bit.");
    private readonly Option<int?> _batch = Describe(Numbers.Optional("--batch", [], 1, 1024), "N", "How many sounds pass through the network at once, 1 to 1024.");
    private readonly Option<int?> _accumulation = Describe(Numbers.Optional("--accumulation", [], 1, 4096), "N", "How many passes make a step, 1 to 4096: the gradient of many sounds in the memory of few.");
    private readonly Option<double?> _rate = Describe(Numbers.Optional("--rate", [], 1e-12, 1), "RATE", "The highest learning rate.");
    private readonly Option<ulong?> _seed = Describe(Numbers.Optional("--seed", ["-s"], 0ul, ulong.MaxValue), "SEED", "The seed of everything that is left to chance. Default: 0.");
    private readonly Option<double?> _validation = Describe(Numbers.Optional("--validation", [], 0, 0.9), "SHARE", "The share of a folder's sounds that is only measured on, 0 to 0.9. Default: 0.1.");

    private readonly Option<double?> _synthetic = Describe(Numbers.Optional("--synthetic", [], 0, 0.999), "SHARE", "The share of computed drums among the sounds, beside those of a folder, 0 to 0.999. Default: 0.");

    private readonly Option<string?> _csv = new("--csv")
    {
        Description = "A CSV file with the columns \"path\", below the folder, and \"label\": which files to use, and their classes.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _classes = new("--classes") { Description = "Learn the classes as well (the folders of the first level, or the kinds), so that each can be asked for." };
    private readonly Option<bool> _augment = new("--augment") { Description = "Vary every sound mildly each time it is heard: pitch, onset, level, polarity, channels." };
    private readonly Option<bool> _produce = new("--produce")
    {
        Description = "Treat every recording as a producer would each time it is heard: tuning, envelope, equaliser, drive, layers, room, width.",
    };

    private readonly Option<bool> _drumClasses = new("--drum-classes")
    {
        Description = "Tell drums apart finely (clap, cowbell, open-hat, ...), and hear each class as often as its share says. Folders are named like the classes.",
    };

    private readonly Option<bool> _character = new("--character") { Description = "Tell the network the character of each sound, so that it can be drawn and asked for: brightness, decay and the like." };
    private readonly Option<bool> _recompute = new("--checkpointing") { Description = "Compute activations again on the way back: less memory, more time, the same result." };
    private readonly Option<bool> _half = new("--half") { Description = "Store the finished model in 16-bit floats." };

    public EngineOptions Engine { get; } = new();

    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[
            _steps, _time, _batch, _accumulation, _rate, _seed, _classes, _csv, _validation, _synthetic, _augment, _produce, _drumClasses, _character, _recompute, _half])
        {
            command.Options.Add(option);
        }

        Engine.AddTo(command);
    }

    /// <summary>Changes a recipe as the command line says.</summary>
    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe, string? data)
    {
        recipe = Limited(parsed, recipe);
        var source = data ?? recipe.Data?.Source ?? throw new CommandException("Say what to learn from: a folder of sounds, or \"synthetic\".");
        var options = recipe.Data ?? new DataOptions();
        return recipe with
        {
            Data = options with
            {
                Source = DataSource.IsSynthetic(source) ? source : Path.GetFullPath(source),
                Csv = parsed.GetValue(_csv) is { } csv ? Path.GetFullPath(csv) : options.Csv,
                ValidationShare = parsed.GetValue(_validation) ?? options.ValidationShare,
                SyntheticShare = parsed.GetValue(_synthetic) ?? options.SyntheticShare,
                Augment = options.Augment || parsed.GetValue(_augment),
                Produce = options.Produce || parsed.GetValue(_produce),
                DrumClasses = options.DrumClasses || parsed.GetValue(_drumClasses),
            },
            Batch = parsed.GetValue(_batch) ?? recipe.Batch,
            Accumulation = parsed.GetValue(_accumulation) ?? recipe.Accumulation,
            Rate = recipe.Rate with
            {
                Peak = parsed.GetValue(_rate) ?? recipe.Rate.Peak,
                WarmUp = parsed.GetValue(_steps) is { } steps ? Math.Min(recipe.Rate.WarmUp, steps / WarmUpShare) : recipe.Rate.WarmUp,
            },
            Seed = parsed.GetValue(_seed) ?? recipe.Seed,
        };
    }

    /// <summary>Changes what may change when a training goes on: its limit and how it is computed.</summary>
    public TrainingRecipe Limited(ParseResult parsed, TrainingRecipe recipe)
    {
        var (steps, seconds) = (parsed.GetValue(_steps), parsed.GetValue(_time));
        if (steps is not null && seconds is not null)
            throw new CommandException("--steps and --time both limit the training: give one of them.");
        var isLimited = steps is not null || seconds is not null;
        return recipe with
        {
            Steps = isLimited ? steps : recipe.Steps,
            Seconds = isLimited ? seconds : recipe.Seconds,
            Recompute = recipe.Recompute || parsed.GetValue(_recompute),
            Half = recipe.Half || parsed.GetValue(_half),
            Threads = Engine.Of(parsed).Threads ?? recipe.Threads,
        };
    }

    /// <summary>Gives a model the classes of the sounds, where the command line asks for it.</summary>
    public TrainingRecipe WithClasses(ParseResult parsed, TrainingRecipe recipe, ITrainingData data)
    {
        if (!parsed.GetValue(_classes) || recipe.Model.ClassLabels.Count > 0)
            return recipe;
        return data.Labels.Count > 0
            ? recipe with
            {
                Model = recipe.Model with { ClassLabels = data.Labels, DrumClasses = recipe.Data?.DrumClasses == true ? DrumClasses.All : [] },
            }
            : throw new CommandException("--classes needs sounds with classes: put them into folders, one for each class, or name a --csv.");
    }

    /// <summary>Fits characters to the recordings, where the command line asks for it.</summary>
    public TrainingRecipe WithCharacter(ParseResult parsed, TrainingRecipe recipe, DataSource sounds)
    {
        if (!parsed.GetValue(_character) || recipe.Model.Character is not null)
            return recipe;
        var data = sounds.Recorded ?? throw new CommandException("--character measures recordings: name a folder of sounds.");
        if (recipe.Model.ClassLabels.Count == 0)
            throw new CommandException("--character needs classes, within which sounds differ: add --classes.");
        return recipe with { Model = recipe.Model with { Character = CharacterOfData.Fit(data, recipe.Model.ClassLabels) } };
    }

    /// <summary>Names the options that were given but cannot change when a training goes on.</summary>
    public IEnumerable<string> Fixed(ParseResult parsed)
        => new Option[] { _batch, _accumulation, _rate, _seed, _classes, _csv, _validation, _synthetic, _augment, _produce, _drumClasses, _character }
            .Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => option.Name);

    private static Option<T> Describe<T>(Option<T> option, string helpName, string description)
    {
        (option.HelpName, option.Description) = (helpName, description);
        return option;
    }
}

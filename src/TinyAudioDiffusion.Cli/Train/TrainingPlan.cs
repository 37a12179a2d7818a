using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Synthesis;
using TinyAudioDiffusion.Training.Configuration;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>The configuration of a training, from a preset, a file and the command line.</summary>
/// <param name="settings">The command line.</param>
internal sealed class TrainingPlan(TrainSettings settings)
{
    // A short training must not end before its rate has risen: the warm-up takes at most a tenth of --steps.
    private const int WarmUpShare = 10;

    /// <summary>Plans a new training.</summary>
    /// <param name="start">The model that is fine-tuned; null for the preset's.</param>
    public TrainingConfiguration New(StartFromModel? start)
    {
        var configuration = Limited(Base(start?.Description));
        var source = settings.Data ?? configuration.Data?.Source
            ?? throw new UsageException("Say what to learn from: a folder of sounds, or \"synthetic\".");
        RequireKind(source);
        var data = configuration.Data ?? new DataOptions();
        return configuration with
        {
            From = start?.Name,
            Data = data with
            {
                Source = DataSource.IsSynthetic(source) ? source : Path.GetFullPath(source),
                Csv = settings.Csv is { } csv ? Path.GetFullPath(csv) : data.Csv,
                ValidationShare = settings.ValidationShare ?? data.ValidationShare,
                SyntheticShare = settings.SyntheticShare ?? data.SyntheticShare,
                Augment = data.Augment || settings.Augments,
                Produce = data.Produce || settings.Produces,
                DrumClasses = data.DrumClasses || settings.TellsDrumClasses,
                Captions = CaptionsOf(configuration.Model, data),
            },
            Batch = settings.Batch ?? configuration.Batch,
            Accumulation = settings.Accumulation ?? configuration.Accumulation,
            Rate = configuration.Rate with
            {
                Peak = settings.Rate ?? configuration.Rate.Peak,
                WarmUp = settings.Steps is { } steps ? Math.Min(configuration.Rate.WarmUp, steps / WarmUpShare) : configuration.Rate.WarmUp,
            },
            Seed = settings.Seed ?? configuration.Seed,
        };
    }

    /// <summary>Plans the rest of a training: only its limit, its data folder and how it is computed may change.</summary>
    public TrainingConfiguration Resumed()
    {
        if (settings.Unchangeable is [var given, ..])
            throw new UsageException($"{given} cannot change when a training goes on: leave it out, or start a new training with --out.");
        var configuration = Limited(new RunFolder(settings.Folder).LoadConfiguration());
        if (configuration.Distillation is not null)
            throw new CommandException($"The run in {settings.Folder} is a distillation: go on with it by tad distill --resume.");
        return settings.Data is { } source
            ? configuration with { Data = (configuration.Data ?? new DataOptions()) with { Source = source } }
            : configuration;
    }

    /// <summary>Gives a model the classes of the sounds, where the command line wants it.</summary>
    public TrainingConfiguration WithClasses(TrainingConfiguration configuration, ITrainingData data)
    {
        if (!settings.LearnsClasses || configuration.Model.ClassLabels.Count > 0)
            return configuration;
        return data.Labels.Count > 0
            ? configuration with
            {
                Model = configuration.Model with
                {
                    ClassLabels = data.Labels,
                    DrumClasses = configuration.Data?.DrumClasses == true ? DrumClasses.All : [],
                },
            }
            : throw new CommandException(
                "--classes needs sounds with classes: put them into folders, one for each class, or name a --csv.");
    }

    private CaptionSource? CaptionsOf(ModelDescription model, DataOptions data)
    {
        if (model.TextEmbedder is not null)
            return settings.Captions ?? data.Captions ?? CaptionSource.Written;
        return settings.Captions is null ? null
            : throw new UsageException("--captions is for a model that reads text: choose one by --preset text or --from.");
    }

    private static void RequireKind(string source)
    {
        if (!DataSource.IsSynthetic(source) || source.IndexOf(':', StringComparison.Ordinal) is not (>= 0 and var colon))
            return;
        var known = Enum.GetValues<DrumKind>().Select(kind => kind.Name).ToList();
        if (source[(colon + 1)..].Split(',').FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new UsageException($"There is no kind \"{unknown}\"; known are {string.Join(", ", known)}.");
    }

    /// <summary>Fits characters to the recordings, where the command line wants it.</summary>
    public TrainingConfiguration WithCharacter(TrainingConfiguration configuration, DataSource sounds)
    {
        if (!settings.TellsCharacter || configuration.Model.Character is not null)
            return configuration;
        var data = sounds.Recorded ?? throw new CommandException("--character measures recordings: name a folder of sounds.");
        return configuration.Model.ClassLabels.Count > 0
            ? configuration with
            {
                Model = configuration.Model with { Character = CharacterOfData.Fit(data, configuration.Model.ClassLabels) },
            }
            : throw new CommandException("--character needs classes, within which sounds differ: add --classes.");
    }

    private TrainingConfiguration Base(ModelDescription? model)
    {
        var name = settings.Preset ?? (settings.WithOptimizer ? TrainOptions.ReferencePreset : TrainOptions.DefaultPreset);
        var preset = TrainingPresets.All.GetValueOrDefault(name)
            ?? throw new UsageException($"There is no preset \"{name}\"; known are {string.Join(", ", TrainingPresets.All.Keys)}.");
        if (settings.Configuration is not { } file)
            return model is null ? preset : preset with { Model = model };
        return File.Exists(file) ? TrainingConfiguration.Load(file, model ?? preset.Model)
            : throw new CommandException($"There is no configuration \"{file}\".");
    }

    private TrainingConfiguration Limited(TrainingConfiguration configuration)
    {
        var isLimited = settings.Steps is not null || settings.Seconds is not null;
        return configuration with
        {
            Steps = isLimited ? settings.Steps : configuration.Steps,
            Seconds = isLimited ? settings.Seconds : configuration.Seconds,
            GradientCheckpointing = configuration.GradientCheckpointing || settings.GradientCheckpointing,
            Half = configuration.Half || settings.AsHalf,
            Threads = settings.Engine.Threads ?? configuration.Threads,
        };
    }
}

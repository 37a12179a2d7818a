using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Training;
using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Recipes;
using TinyAudioDiffusion.Training.Runs;

namespace TinyAudioDiffusion.Cli.Train;

/// <summary>The configuration of a training, from a preset, a file and the command line.</summary>
/// <param name="settings">The command line.</param>
internal sealed class TrainingPlan(TrainSettings settings)
{
    // A short training must not end before its rate has risen: the warm-up takes at most a tenth of --steps.
    private const int WarmUpShare = 10;

    /// <summary>Plans a new training.</summary>
    /// <param name="model">The model that is fine-tuned; null for the preset's.</param>
    public TrainingRecipe New(ModelDescription? model)
    {
        var recipe = Limited(Base(model));
        var source = settings.Data ?? recipe.Data?.Source
            ?? throw new UsageException("Say what to learn from: a folder of sounds, or \"synthetic\".");
        var data = recipe.Data ?? new DataOptions();
        return recipe with
        {
            From = settings.From.Name,
            Data = data with
            {
                Source = DataSource.IsSynthetic(source) ? source : Path.GetFullPath(source),
                Csv = settings.Csv is { } csv ? Path.GetFullPath(csv) : data.Csv,
                ValidationShare = settings.ValidationShare ?? data.ValidationShare,
                SyntheticShare = settings.SyntheticShare ?? data.SyntheticShare,
                Augment = data.Augment || settings.Augments,
            },
            Batch = settings.Batch ?? recipe.Batch,
            Accumulation = settings.Accumulation ?? recipe.Accumulation,
            Rate = recipe.Rate with
            {
                Peak = settings.Rate ?? recipe.Rate.Peak,
                WarmUp = settings.Steps is { } steps ? Math.Min(recipe.Rate.WarmUp, steps / WarmUpShare) : recipe.Rate.WarmUp,
            },
            Seed = settings.Seed ?? recipe.Seed,
        };
    }

    /// <summary>Plans the rest of a training: only its limit, its data folder and how it is computed may change.</summary>
    public TrainingRecipe Resumed()
    {
        if (settings.Unchangeable is [var given, ..])
            throw new UsageException($"{given} cannot change when a training goes on: leave it out, or start a new training with --out.");
        var recipe = Limited(new RunFolder(settings.Folder).LoadRecipe());
        return settings.Data is { } source ? recipe with { Data = (recipe.Data ?? new DataOptions()) with { Source = source } } : recipe;
    }

    /// <summary>Gives a model the classes of the sounds, where the command line wants it.</summary>
    public TrainingRecipe WithClasses(TrainingRecipe recipe, ITrainingData data)
    {
        if (!settings.LearnsClasses || recipe.Model.ClassLabels.Count > 0)
            return recipe;
        return data.Labels.Count > 0
            ? recipe with { Model = recipe.Model with { ClassLabels = data.Labels } }
            : throw new CommandException("--classes needs sounds with classes: put them into folders, one for each class, or name a --csv.");
    }

    private TrainingRecipe Base(ModelDescription? model)
    {
        var name = settings.Preset ?? (settings.WithOptimizer ? TrainOptions.ReferencePreset : TrainOptions.DefaultPreset);
        var preset = TrainingPresets.All.GetValueOrDefault(name)
            ?? throw new UsageException($"There is no preset \"{name}\"; known are {string.Join(", ", TrainingPresets.All.Keys)}.");
        if (settings.Configuration is not { } file)
            return model is null ? preset : preset with { Model = model };
        return File.Exists(file) ? TrainingRecipe.Load(file, model ?? preset.Model) : throw new CommandException($"There is no configuration \"{file}\".");
    }

    private TrainingRecipe Limited(TrainingRecipe recipe)
    {
        var isLimited = settings.Steps is not null || settings.Seconds is not null;
        return recipe with
        {
            Steps = isLimited ? settings.Steps : recipe.Steps,
            Seconds = isLimited ? settings.Seconds : recipe.Seconds,
            Recompute = recipe.Recompute || settings.GradientCheckpointing,
            Half = recipe.Half || settings.AsHalf,
            Threads = settings.Engine.Threads ?? recipe.Threads,
        };
    }
}

using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>A call's options with every question answered: by the call, else by the card, else by the model's files, else by the library's defaults.</summary>
internal sealed record GenerationPlan
{
    public required IDiffusionModel Model { get; init; }

    public required ISampler Sampler { get; init; }

    public required INoiseSchedule Schedule { get; init; }

    public required float[] NoiseLevels { get; init; }

    /// <summary>Fills what a run starts from; null for the item's noise at the first level.</summary>
    public StartFill? Start { get; init; }

    /// <summary>The length that the network works on: <see cref="GenerationRecipe.Length"/> rounded up.</summary>
    public required int NetworkLength { get; init; }

    public required int ClassIndex { get; init; }

    /// <summary>The recipe of item 0; item i has another seed.</summary>
    public required GenerationRecipe Recipe { get; init; }

    public required int Count { get; init; }

    public string? Licence { get; init; }

    public int Steps => NoiseLevels.Length - 1;

    public int ItemSize => Model.Info.Channels * NetworkLength;

    /// <summary>The recipe of each item where items differ in more than their seeds.</summary>
    public Func<int, GenerationRecipe>? Recipes { get; init; }

    public GenerationRecipe RecipeOf(int item) => Recipes?.Invoke(item) ?? Recipe with { Seed = unchecked(Recipe.Seed + (ulong)item) };

    public static GenerationPlan Resolve(
        GenerationOptions options, DrumKind? kind, int count, ModelCard card, LoadedModel loaded, TinyAudioDiffusionOptions defaults,
        Registry<ISampler> samplers, Registry<INoiseSchedule> schedules)
    {
        var info = loaded.Model.Info;
        var sampler = samplers.Get(options.Sampler ?? card.Recipe?.Sampler ?? loaded.Recipe?.Sampler ?? defaults.Sampler);
        var schedule = schedules.Get(options.Schedule ?? card.Recipe?.Schedule ?? loaded.Recipe?.Schedule ?? defaults.Schedule);
        var steps = options.Steps ?? card.Recipe?.Steps ?? loaded.Recipe?.Steps ?? defaults.Steps;
        RequireSteps(steps, $"the recipe of the model \"{card.Id}\"");
        if ((long)count * steps > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} sounds of {steps} steps are too many for one call.");

        var length = options.Length ?? info.NativeLength;
        if (length > (Array.MaxLength / info.Channels) - info.LengthMultiple)
            throw new ArgumentOutOfRangeException(nameof(options), length, $"A length of {length} samples is too much for {info.Channels} channels.");

        var finishing = options.Finishing ?? card.Recipe?.Finishing ?? loaded.Recipe?.Finishing;
        finishing?.Validate();
        var classIndex = ClassLabels.Find(info, card.Id, options.Class, kind ?? (card.Kinds.Count == 1 ? card.Kinds[0] : null));
        return new GenerationPlan
        {
            Model = Guided(loaded.Model, options, card.Id, out var negativeClass),
            Sampler = sampler,
            Schedule = schedule,
            NoiseLevels = Grid(schedule, steps),
            Licence = card.Licence,
            NetworkLength = info.RoundUpLength(length),
            ClassIndex = classIndex,
            Count = count,
            Recipe = new GenerationRecipe
            {
                Model = card.Id,
                Revision = loaded.Revision,
                Seed = options.Seed ?? RandomSeed.Next(count),
                Sampler = sampler.Name,
                Schedule = schedule.Name,
                Steps = steps,
                Length = length,
                Class = classIndex < 0 ? null : info.Classes[classIndex],
                Weights = card.Load.Weights == WeightSet.Online ? null : card.Load.Weights,
                Guidance = options.Guidance,
                NegativeClass = negativeClass,
                Finishing = finishing is { IsAny: true } ? finishing : null,
            },
        };
    }

    /// <summary>The same plan with another number of steps.</summary>
    public GenerationPlan WithSteps(int steps)
        => this with { NoiseLevels = Grid(Schedule, steps), Recipe = Recipe with { Steps = steps } };

    /// <summary>Checks what can be checked before a model is loaded.</summary>
    public static void RequireValid(GenerationOptions options, int count, Registry<ISampler> samplers, Registry<INoiseSchedule> schedules)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (options.Steps is { } steps)
            RequireSteps(steps, "the options");
        if (options.Length is < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.Length, $"The length is {options.Length} samples; it must be at least 1.");
        if (options.MaxDuration is { } limit && limit <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), limit, $"The time limit is {limit}; it must be above 0.");
        if (options.Guidance is { } guidance && guidance is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(options), guidance, $"The guidance scale is {guidance}; it must be from 0 to 100.");
        if (options.NegativeClass is not null && options.Guidance is null)
            throw new ArgumentException($"A negative class (\"{options.NegativeClass}\") needs a guidance scale.", nameof(options));
        options.Finishing?.Validate();
        if (options.Sampler is not null)
            samplers.Get(options.Sampler);
        if (options.Schedule is not null)
            schedules.Get(options.Schedule);
    }

    private static float[] Grid(INoiseSchedule schedule, int steps)
    {
        var levels = new float[steps + 1];
        schedule.Fill(levels);
        return levels;
    }

    private static IDiffusionModel Guided(IDiffusionModel model, GenerationOptions options, string id, out string? negativeClass)
    {
        negativeClass = null;
        if (options.Guidance is not { } scale)
            return model;
        if (model.Info.Classes.Count == 0)
            throw new ArgumentException($"The model \"{id}\" has no classes, so nothing can guide it; leave out the guidance scale.", nameof(options));
        var negative = options.NegativeClass is { } label ? ClassLabels.Find(model.Info, id, label, null) : -1;
        negativeClass = negative < 0 ? null : model.Info.Classes[negative];
        return new GuidedModel(model, (float)scale, negative);
    }

    private static void RequireSteps(int steps, string where)
    {
        if (steps is < 1 or > TinyAudioDiffusionOptions.MaxSteps)
            throw new ArgumentOutOfRangeException("options", steps, $"The number of steps in {where} is {steps}; it must be from 1 to {TinyAudioDiffusionOptions.MaxSteps}.");
    }
}

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

    /// <summary>The classes of the kind, from which each item's seed draws one; empty where all items are of <see cref="ClassIndex"/>.</summary>
    public IReadOnlyList<DrumClass> DrawnClasses { get; init; } = [];

    /// <summary>The recipe of item 0; item i has another seed.</summary>
    public required GenerationRecipe Recipe { get; init; }

    public required int Count { get; init; }

    /// <summary>How many items go through the network together at most.</summary>
    public required int MaxBatch { get; init; }

    public string? Licence { get; init; }

    /// <summary>The steps that the verb took and told of before those of the plan, as inversion does.</summary>
    public int StepsBefore { get; init; }

    public int Steps => NoiseLevels.Length - 1;

    public int ItemSize => Model.Info.Channels * NetworkLength;

    public int ItemsAtOnce => Math.Min(MaxBatch, Array.MaxLength / ItemSize);

    /// <summary>The recipe of each item where items differ in more than their seeds.</summary>
    public Func<int, GenerationRecipe>? Recipes { get; init; }

    public GenerationRecipe RecipeOf(int item)
    {
        var recipe = Recipes?.Invoke(item) ?? Recipe with { Seed = unchecked(Recipe.Seed + (ulong)item) };
        return DrawnClasses.Count == 0 ? recipe : recipe with { Class = ClassLabels.Draw(DrawnClasses, recipe.Seed) };
    }

    /// <summary>The class of the sound of a recipe; -1 for none.</summary>
    public int ClassOf(GenerationRecipe recipe) => DrawnClasses.Count == 0 ? ClassIndex : ClassLabels.Find(Model.Info, recipe.Model, recipe.Class, null);

    /// <summary>Draws the character of the sound of a recipe; leaves NaN where there is none.</summary>
    public void FillCharacter(GenerationRecipe recipe, Span<float> character)
    {
        var @class = ClassOf(recipe);
        if (@class >= 0 && Model.Info.Character!.Priors[@class] is { } prior)
            prior.Draw(recipe.Seed, recipe.Character).CopyTo(character);
        else
            character.Fill(float.NaN);
    }

    public static GenerationPlan Resolve(
        GenerationOptions options, DrumKind? kind, int count, ModelCard card, LoadedModel loaded, TinyAudioDiffusionOptions defaults,
        Registry<ISampler> samplers, Registry<INoiseSchedule> schedules)
    {
        var info = loaded.Model.Info;
        var settings = SamplingSettings.Join(
            new(options.Sampler, options.Schedule, options.Steps, options.Finishing) { Guidance = options.Guidance, GuidanceInterval = options.GuidanceInterval },
            card.Settings, loaded.Settings, new(defaults.Sampler, defaults.Schedule, defaults.Steps));
        var (sampler, schedule, steps) = (samplers.Get(settings.Sampler!), schedules.Get(settings.Schedule!), settings.Steps!.Value);
        RequireSteps(steps, $"the settings of the model \"{card.Id}\"");
        if ((long)count * steps > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} sounds of {steps} steps are too many for one call.");

        var length = options.Length ?? info.NativeLength;
        if (length > (Array.MaxLength / info.Channels) - info.LengthMultiple)
            throw new ArgumentOutOfRangeException(nameof(options), length, $"A length of {length} samples is too much for {info.Channels} channels.");

        settings.Finishing?.Validate();
        var seed = options.Seed ?? RandomSeed.Next(count);
        var wanted = kind ?? (card.Kinds.Count == 1 ? card.Kinds[0] : null);
        var classIndex = ClassLabels.Find(info, card.Id, options.Class, wanted);
        var drawn = classIndex < 0 ? ClassLabels.Drawn(info, options.Class, wanted) : [];
        if (drawn.Count > 0)
            classIndex = ClassLabels.Find(info, card.Id, ClassLabels.Draw(drawn, seed), null);
        if (options.Character is not null && info.Character is null)
            throw new ArgumentException($"The model \"{card.Id}\" is told no characters; leave out brightness, decay and the like.", nameof(options));
        return new GenerationPlan
        {
            Model = Guided(loaded.Model, options, settings, card.Id, classIndex, out var guidance, out var negativeClass),
            Sampler = sampler,
            Schedule = schedule,
            NoiseLevels = Grid(schedule, steps),
            Licence = card.Licence,
            NetworkLength = info.RoundUpLength(length),
            ClassIndex = classIndex,
            DrawnClasses = drawn,
            Count = count,
            MaxBatch = defaults.MaxBatch,
            Recipe = new GenerationRecipe
            {
                Model = card.Id,
                Revision = loaded.Revision,
                Seed = seed,
                Sampler = sampler.Name,
                Schedule = schedule.Name,
                Steps = steps,
                Length = length,
                Class = classIndex < 0 ? null : info.Classes[classIndex],
                Character = options.Character,
                Weights = card.Load.Weights == WeightSet.Online ? null : card.Load.Weights,
                Guidance = guidance,
                GuidanceInterval = guidance is null or 1 || settings.GuidanceInterval == GuidanceInterval.All ? null : settings.GuidanceInterval,
                NegativeClass = negativeClass,
                Finishing = settings.Finishing is { IsAny: true } finishing ? finishing : null,
            },
        };
    }

    /// <summary>The same plan with another number of steps.</summary>
    public GenerationPlan WithSteps(int steps)
        => this with { NoiseLevels = Grid(Schedule, steps), Recipe = Recipe with { Steps = steps } };

    /// <summary>Tells what sampling all items will ask of the network, at most.</summary>
    public IEnumerable<NetworkWork> Work() => Work(Steps, Sampler.CallsPerStep);

    /// <summary>Tells the same for a run of other steps.</summary>
    public IEnumerable<NetworkWork> Work(int steps, int callsPerStep)
    {
        var (chunks, rest) = Math.DivRem(Count, ItemsAtOnce);
        if (chunks > 0)
            yield return new NetworkWork(Model, ItemsAtOnce, NetworkLength, (long)chunks * steps * callsPerStep);
        if (rest > 0)
            yield return new NetworkWork(Model, rest, NetworkLength, (long)steps * callsPerStep);
    }

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
        if (options.Guidance is { } guidance)
            RequireGuidance(guidance);
        if (options.Character?.FindProblem() is var (slider, value))
            throw new ArgumentOutOfRangeException(nameof(options), value, $"The {slider} is {value}; it must be from 0 to 1.");
        options.GuidanceInterval?.Validate();
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

    // What a model's recipe says of guidance means nothing where no class is asked for; what a call says is an error there.
    private static IDiffusionModel Guided(
        IDiffusionModel model, GenerationOptions options, SamplingSettings settings, string id, int classIndex, out double? guidance, out string? negativeClass)
    {
        (guidance, negativeClass) = (options.Guidance, null);
        if (guidance is null && classIndex >= 0)
            guidance = settings.Guidance;
        if (guidance is not { } scale)
            return model;
        if (model.Info.Classes.Count == 0)
            throw new ArgumentException($"The model \"{id}\" has no classes, so nothing can guide it; leave out the guidance scale.", nameof(options));
        RequireGuidance(scale);
        var negative = options.NegativeClass is { } label ? ClassLabels.Find(model.Info, id, label, null) : -1;
        negativeClass = negative < 0 ? null : model.Info.Classes[negative];
        settings.GuidanceInterval?.Validate();
        return scale == 1 ? model : new GuidedModel(model, (float)scale, settings.GuidanceInterval ?? GuidanceInterval.All, negative);
    }

    private static void RequireGuidance(double scale)
    {
        if (scale is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException("options", scale, $"The guidance scale is {scale}; it must be from 0 to 100.");
    }

    private static void RequireSteps(int steps, string where)
    {
        if (steps is < 1 or > TinyAudioDiffusionOptions.MaxSteps)
            throw new ArgumentOutOfRangeException("options", steps, $"The number of steps in {where} is {steps}; it must be from 1 to {TinyAudioDiffusionOptions.MaxSteps}.");
    }
}

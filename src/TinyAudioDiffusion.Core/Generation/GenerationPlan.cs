using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion;

/// <summary>A call's options with every question answered: by the call, else by the card, else by the model's files, else by the library's defaults.</summary>
internal sealed record GenerationPlan
{
    public required IDiffusionModel Model { get; init; }

    public required ISampler Sampler { get; init; }

    public required float[] NoiseLevels { get; init; }

    /// <summary>The length that the network works on: <see cref="GenerationRecipe.Length"/> rounded up.</summary>
    public required int NetworkLength { get; init; }

    public required int ClassIndex { get; init; }

    /// <summary>The recipe of item 0; item i has another seed.</summary>
    public required GenerationRecipe Recipe { get; init; }

    public required int Count { get; init; }

    public int Steps => NoiseLevels.Length - 1;

    public int ItemSize => Model.Info.Channels * NetworkLength;

    public GenerationRecipe RecipeOf(int item) => Recipe with { Seed = unchecked(Recipe.Seed + (ulong)item) };

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

        var noiseLevels = new float[steps + 1];
        schedule.Fill(noiseLevels);
        var classIndex = ClassLabels.Find(info, card.Id, options.Class, kind ?? (card.Kinds.Count == 1 ? card.Kinds[0] : null));
        return new GenerationPlan
        {
            Model = loaded.Model,
            Sampler = sampler,
            NoiseLevels = noiseLevels,
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
            },
        };
    }

    /// <summary>Checks what can be checked before a model is loaded.</summary>
    public static void RequireValid(GenerationOptions options, int count, Registry<ISampler> samplers, Registry<INoiseSchedule> schedules)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (options.Steps is { } steps)
            RequireSteps(steps, "the options");
        if (options.Length is < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.Length, $"The length is {options.Length} samples; it must be at least 1.");
        if (options.Sampler is not null)
            samplers.Get(options.Sampler);
        if (options.Schedule is not null)
            schedules.Get(options.Schedule);
    }

    private static void RequireSteps(int steps, string where)
    {
        if (steps is < 1 or > TinyAudioDiffusionOptions.MaxSteps)
            throw new ArgumentOutOfRangeException("options", steps, $"The number of steps in {where} is {steps}; it must be from 1 to {TinyAudioDiffusionOptions.MaxSteps}.");
    }
}

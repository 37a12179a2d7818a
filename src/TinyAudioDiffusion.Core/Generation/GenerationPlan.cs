using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>
/// A call with every question answered: which network and sampler, which noise levels and lengths, which recipe for each item.
/// </summary>
internal sealed record GenerationPlan
{
    public required IDiffusionModel Model { get; init; }

    public required ISampler Sampler { get; init; }

    public required INoiseSchedule Schedule { get; init; }

    public required float[] NoiseLevels { get; init; }

    /// <summary>Fills what a run starts from; null for the item's noise at the first level.</summary>
    public StartFill? Start { get; init; }

    /// <summary>Gives what the model hears of an item; null for a model that makes sounds from noise alone.</summary>
    public Func<int, float[]>? Conditions { get; init; }

    /// <summary>The length that the network works on: <see cref="GenerationRecipe.Length"/> rounded up.</summary>
    public required int NetworkLength { get; init; }

    /// <summary>The index of the class to make; -1 for no class, <see cref="VelocityRequest.BlendedClass"/> for a blend.</summary>
    public required int ClassIndex { get; init; }

    /// <summary>The share of each class in a blend; empty where there is none.</summary>
    public float[] ClassShares { get; init; } = [];

    /// <summary>The embedded text of every item, [tokens, features]; empty where there is none.</summary>
    public float[] Text { get; init; } = [];

    /// <summary>
    /// The classes of the kind, from which each item's seed draws one; empty where all items are of <see cref="ClassIndex"/>.
    /// </summary>
    public IReadOnlyList<DrumClass> DrawnClasses { get; init; } = [];

    /// <summary>The recipe of item 0; item i has another seed.</summary>
    public required GenerationRecipe Recipe { get; init; }

    /// <summary>The recipe of each item, where items differ in more than their seeds.</summary>
    public Func<int, GenerationRecipe>? Recipes { get; init; }

    public required int Count { get; init; }

    /// <summary>Largest number of items that go through the network together.</summary>
    public required int MaxBatch { get; init; }

    public string? Licence { get; init; }

    /// <summary>The steps that the verb takes and reports before those of the plan, as an inversion does.</summary>
    public int StepsBefore { get; init; }

    public int Steps => NoiseLevels.Length - 1;

    public int ItemSize => Model.Info.Channels * NetworkLength;

    public int ItemsAtOnce => Math.Min(MaxBatch, Array.MaxLength / ItemSize);

    public GenerationRecipe RecipeOf(int item)
    {
        var recipe = Recipes?.Invoke(item) ?? Recipe with { Seed = unchecked(Recipe.Seed + (ulong)item) };
        return DrawnClasses.Count == 0 ? recipe : recipe with { Class = ClassLabels.Draw(DrawnClasses, recipe.Seed) };
    }

    /// <summary>The class of each of some items; empty for no class.</summary>
    public int[] ClassesOf(int first, int items)
        => ClassIndex == -1 ? [] : [.. Enumerable.Range(first, items).Select(item => ClassOf(RecipeOf(item)))];

    /// <summary>The embedded text of each of some items, [items, tokens, features]; empty where there is none.</summary>
    public float[] TextsOf(int items) => [.. Enumerable.Repeat(Text, items).SelectMany(values => values)];

    /// <summary>The character of each of some items, [items, coordinates], NaN for none; empty where the model takes none.</summary>
    public float[] CharactersOf(int first, int items)
    {
        if (Model.Info.Character is not { } character)
            return [];
        var (size, characters) = (character.Space.Size, new float[items * character.Space.Size]);
        for (var item = 0; item < items; item++)
        {
            var recipe = RecipeOf(first + item);
            (CharacterOf(character, recipe) ?? Enumerable.Repeat(float.NaN, size).ToArray()).CopyTo(characters, item * size);
        }

        return characters;
    }

    /// <summary>What the model hears of each of some items, [items, values]; empty for nothing.</summary>
    public float[] ConditionsOf(int first, int items)
        => Conditions is null ? [] : [.. Enumerable.Range(first, items).SelectMany(Conditions)];

    // That of a blend lies between those that its classes draw from the same seed.
    private float[]? CharacterOf(CharacterModel character, GenerationRecipe recipe)
    {
        if (ClassShares.Length == 0)
            return CharacterOf(ClassOf(recipe) is >= 0 and var index ? character.Priors[index] : null, recipe);
        var blend = new float[character.Space.Size];
        for (var label = 0; label < ClassShares.Length; label++)
        {
            if (ClassShares[label] == 0)
                continue;
            if (CharacterOf(character.Priors[label], recipe) is not { } own)
                return null;
            for (var i = 0; i < blend.Length; i++)
                blend[i] += ClassShares[label] * own[i];
        }

        return blend;
    }

    private static float[]? CharacterOf(CharacterPrior? prior, GenerationRecipe recipe) => recipe.Like is { } like
        ? prior?.Change(like, recipe.Character) ?? [.. like.Coordinates.Select(value => (float)value)]
        : prior?.Draw(recipe.Seed, recipe.Character);

    /// <summary>The same plan with another number of steps.</summary>
    public GenerationPlan WithSteps(int steps)
        => this with { NoiseLevels = Grid(Schedule, steps), Recipe = Recipe with { Steps = steps } };

    /// <summary>Tells what sampling all items asks of the network, at most.</summary>
    public IEnumerable<NetworkWork> Work() => Work(Steps, Sampler.CallsPerStep);

    /// <summary>Tells the same for other numbers of steps and calls.</summary>
    public IEnumerable<NetworkWork> Work(int steps, int callsPerStep)
    {
        var (chunks, rest) = Math.DivRem(Count, ItemsAtOnce);
        if (chunks > 0)
            yield return new NetworkWork(Model, ItemsAtOnce, NetworkLength, (long)chunks * steps * callsPerStep);
        if (rest > 0)
            yield return new NetworkWork(Model, rest, NetworkLength, (long)steps * callsPerStep);
    }

    public static float[] Grid(INoiseSchedule schedule, int steps)
    {
        var levels = new float[steps + 1];
        schedule.Fill(levels);
        return levels;
    }

    private int ClassOf(GenerationRecipe recipe)
        => DrawnClasses.Count == 0 ? ClassIndex : ClassLabels.Find(Model.Info, recipe.Model, recipe.Class, null);
}

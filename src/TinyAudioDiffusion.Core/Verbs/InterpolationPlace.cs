namespace TinyAudioDiffusion;

/// <summary>
/// Places between the two ends of an interpolation, from 0 to 1: as many as there are items, evenly from end to end, or one alone.
/// </summary>
internal static class InterpolationPlace
{
    /// <summary>Fills what a run starts from at a place between the ends.</summary>
    /// <param name="place">The place, from 0 to 1.</param>
    /// <param name="noiseLevel">The first noise level of the grid.</param>
    /// <param name="x">Receives the waveform, [channels, samples].</param>
    public delegate void Fill(double place, float noiseLevel, Span<float> x);

    /// <summary>Plans an interpolation: each item starts from its place and names it in its recipe.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="only">The only place; null for all places between both ends.</param>
    /// <param name="edit">What the recipes keep of the verb.</param>
    /// <param name="fill">Fills what a run starts from; null for the noise of the seed.</param>
    /// <param name="hear">Gives what the model hears at a place; null for nothing.</param>
    /// <param name="recipe">Gives the recipe of a place; null for the plan's.</param>
    public static GenerationPlan Between(
        GenerationPlan plan, double? only, SoundEdit edit, Fill? fill = null, Func<double, float[]>? hear = null,
        Func<double, GenerationRecipe>? recipe = null)
    {
        return plan with
        {
            Start = fill is null ? plan.Start : (item, _, level, x) => fill(PlaceOf(item), level, x),
            Conditions = hear is null ? plan.Conditions : item => hear(PlaceOf(item)),
            Recipes = item => (recipe?.Invoke(PlaceOf(item)) ?? plan.Recipe) with { Edit = edit with { Amount = PlaceOf(item) } },
        };

        double PlaceOf(int item) => only ?? (double)item / (plan.Count - 1);
    }

    /// <summary>Reads the place of a sound that is made again.</summary>
    public static double Of(SoundEdit edit) => edit.Amount is >= 0 and <= 1
        ? edit.Amount.Value
        : throw new ArgumentException($"The recipe of \"{edit.Verb}\" tells no position that can be used.", "recipe");

    /// <summary>Checks the number of sounds.</summary>
    public static int CheckedCount(InterpolationOptions options) => options.Count >= 2
        ? options.Count
        : throw new ArgumentOutOfRangeException(
            "interpolation", options.Count, $"The number of sounds is {options.Count}; it must be at least 2, one for each end.");
}

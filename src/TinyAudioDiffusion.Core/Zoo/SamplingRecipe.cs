using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Zoo;

/// <summary>A recommended way of sampling from a model.</summary>
/// <param name="Sampler">The sampler's name; null for the default.</param>
/// <param name="Schedule">The schedule's name; null for the default.</param>
/// <param name="Steps">The number of steps; null for the default.</param>
/// <param name="Finishing">What to do with the sound afterwards; null for nothing.</param>
public sealed record SamplingRecipe(string? Sampler = null, string? Schedule = null, int? Steps = null, FinishingOptions? Finishing = null)
{
    /// <summary>
    /// Gets the library's default: the recipe with the fewest network calls that came closer to 1000 DDIM steps than 50 DDIM steps do in every problem that was
    /// measured; docs/samplers.md has the numbers.
    /// </summary>
    public static SamplingRecipe Fast { get; } = new(SamplerNames.VAdams, ScheduleNames.Logistic, 16);

    /// <summary>Gets the reference system's recipe: DDIM, even noise levels, 50 steps.</summary>
    public static SamplingRecipe Reference { get; } = new(SamplerNames.Ddim, ScheduleNames.Linear, 50);

    /// <summary>Gets the guidance scale, from 0 to 100, for a model with classes; null for none.</summary>
    public double? Guidance { get; init; }

    /// <summary>Gets the noise levels at which guidance acts; null for all.</summary>
    public GuidanceInterval? GuidanceInterval { get; init; }

    /// <summary>
    /// Joins recipes, the first of which counts most. Schedule and steps belong to the sampler that they are recommended with: where an earlier recipe names another
    /// one they are passed over, and what nobody says in the end is the reference's.
    /// </summary>
    internal static SamplingRecipe Join(params ReadOnlySpan<SamplingRecipe?> recipes)
    {
        var joined = new SamplingRecipe();
        foreach (var recipe in recipes)
        {
            if (recipe is null)
                continue;
            var belongs = joined.Sampler is null || recipe.Sampler is null || string.Equals(joined.Sampler, recipe.Sampler, StringComparison.OrdinalIgnoreCase);
            joined = new SamplingRecipe(
                joined.Sampler ?? recipe.Sampler,
                joined.Schedule ?? (belongs ? recipe.Schedule : null),
                joined.Steps ?? (belongs ? recipe.Steps : null),
                joined.Finishing ?? recipe.Finishing)
            {
                Guidance = joined.Guidance ?? recipe.Guidance,
                GuidanceInterval = joined.GuidanceInterval ?? recipe.GuidanceInterval,
            };
        }

        return joined with { Schedule = joined.Schedule ?? Reference.Schedule, Steps = joined.Steps ?? Reference.Steps };
    }
}

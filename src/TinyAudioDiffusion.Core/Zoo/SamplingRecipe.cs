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
    /// Gets the recipe with the fewest network calls, 16, that came as close to 1000 DDIM steps as 50 DDIM steps do, in the mean of four problems with a known
    /// optimal network; docs/samplers.md has the numbers. Not the default: no trained model was measured yet.
    /// </summary>
    public static SamplingRecipe Fast { get; } = new(SamplerNames.Dpmpp2M, ScheduleNames.Karras, 16);
}

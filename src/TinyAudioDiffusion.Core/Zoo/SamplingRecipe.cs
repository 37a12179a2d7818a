namespace TinyAudioDiffusion.Zoo;

/// <summary>A recommended way of sampling from a model.</summary>
/// <param name="Sampler">The sampler's name; null for the default.</param>
/// <param name="Schedule">The schedule's name; null for the default.</param>
/// <param name="Steps">The number of steps; null for the default.</param>
/// <param name="Finishing">What to do with the sound afterwards; null for nothing.</param>
public sealed record SamplingRecipe(string? Sampler = null, string? Schedule = null, int? Steps = null, FinishingOptions? Finishing = null);

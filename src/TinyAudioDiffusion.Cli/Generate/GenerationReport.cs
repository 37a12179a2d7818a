using System.Diagnostics;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>What <c>tad generate --json</c> prints.</summary>
/// <param name="Model">The model's id or path.</param>
/// <param name="Revision">The exact version of its files; null where none is known.</param>
/// <param name="Class">The class label; null for a model without classes.</param>
/// <param name="Sampler">The sampler's name.</param>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="Steps">The number of steps of each sound.</param>
/// <param name="ElapsedSeconds">How long loading, generating and writing took.</param>
/// <param name="Files">The sounds.</param>
internal sealed record GenerationReport(
    string Model, string? Revision, string? Class, string Sampler, string Schedule, int Steps, double ElapsedSeconds, IReadOnlyList<SoundFile> Files)
{
    /// <summary>Reports on sounds with a recipe; what has none (noise) tells its model only.</summary>
    public static GenerationReport Of(GenerationRecipe? recipe, string model, IReadOnlyList<SoundFile> files, long start) => new(
        recipe?.Model ?? model, recipe?.Revision, recipe?.Class, recipe?.Sampler ?? "", recipe?.Schedule ?? "", recipe?.Steps ?? 0,
        Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3), files);
}

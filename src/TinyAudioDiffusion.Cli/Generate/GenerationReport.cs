using System.Diagnostics;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>The document of <c>--json</c> for every command that makes sounds.</summary>
/// <param name="Model">The model's id or path.</param>
/// <param name="Revision">The exact version of its files; null where none is known.</param>
/// <param name="Class">The class label of all sounds; null for a model without classes, and where the sounds differ in it.</param>
/// <param name="Sampler">The sampler's name.</param>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="Steps">The number of steps of each sound.</param>
/// <param name="ElapsedSeconds">How long loading, generating and writing took.</param>
/// <param name="Files">The sounds.</param>
internal sealed record GenerationReport(
    string Model, string? Revision, string? Class, string Sampler, string Schedule, int Steps, double ElapsedSeconds,
    IReadOnlyList<SoundFile> Files)
{
    /// <summary>Reports on sounds with a recipe. A sound without one (noise) has a model only.</summary>
    public static GenerationReport Of(GenerationRecipe? recipe, string model, IReadOnlyList<SoundFile> files, long start) => new(
        recipe?.Model ?? model, recipe?.Revision, files.Select(file => file.Class).Distinct().Count() == 1 ? files[0].Class : null,
        recipe?.Sampler ?? "", recipe?.Schedule ?? "", recipe?.Steps ?? 0,
        Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3), files);
}

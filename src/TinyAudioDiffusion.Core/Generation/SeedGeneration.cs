namespace TinyAudioDiffusion;

/// <summary>Sounds from the noise of given seeds, otherwise alike.</summary>
/// <param name="seeds">The seed of each sound.</param>
internal sealed class SeedGeneration(IReadOnlyList<ulong> seeds) : SoundVerb
{
    public override int Count => seeds.Count;

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
        => PlanSampling.Run(plan with { Recipes = item => plan.Recipe with { Seed = seeds[item] } }, clock, cancellationToken);
}

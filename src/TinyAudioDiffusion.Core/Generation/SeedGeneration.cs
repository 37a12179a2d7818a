namespace TinyAudioDiffusion;

/// <summary>Sounds from the noise of given seeds, otherwise alike.</summary>
/// <param name="seeds">The seed of each sound.</param>
internal sealed class SeedGeneration(IReadOnlyList<ulong> seeds) : SoundVerb
{
    public override int Count => seeds.Count;

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan)
        => LongSounds.Are(plan) ? new LongSounds(plan).Work() : plan.Work();

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var ofSeeds = plan with { Recipes = item => plan.Recipe with { Seed = seeds[item] } };
        return LongSounds.Are(plan)
            ? new LongSounds(ofSeeds).Generate(clock, cancellationToken)
            : PlanSampling.Run(ofSeeds, clock, cancellationToken);
    }
}

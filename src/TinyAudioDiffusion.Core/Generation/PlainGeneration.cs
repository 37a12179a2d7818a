namespace TinyAudioDiffusion;

/// <summary>Sounds from noise alone: the verb "generate".</summary>
internal sealed class PlainGeneration(int count) : SoundVerb
{
    public override int Count => count;

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan)
        => LongSounds.Are(plan) ? new LongSounds(plan).Work() : plan.Work();

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
        => LongSounds.Are(plan)
            ? new LongSounds(plan).Generate(clock, cancellationToken)
            : PlanSampling.Run(plan, clock, cancellationToken);
}

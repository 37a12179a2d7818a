namespace TinyAudioDiffusion;

/// <summary>Sounds from noise alone: the verb "generate".</summary>
internal sealed class PlainGeneration(int count) : SoundVerb
{
    public override int Count => count;

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
        => PlanSampling.Run(plan, clock, cancellationToken);
}

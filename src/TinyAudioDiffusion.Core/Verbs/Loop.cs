namespace TinyAudioDiffusion;

/// <summary>
/// The verb "loop": seamless loops, because the network sees the sound as a circle. An autoregressive model makes loops beyond its native
/// length from their start on, and then a seam that leads back to it.
/// </summary>
internal sealed class Loop(int count) : SoundVerb
{
    private const int Context = 2048;

    public override int Count => count;

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan)
        => LongSounds.AreLoops(plan) ? new LongSounds(plan).WorkOfLoops() : Circular(plan).Work();

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        plan = plan with
        {
            Recipe = plan.Recipe with { Edit = new SoundEdit(VerbNames.Loop), Finishing = Seamless(plan.Recipe.Finishing) },
        };
        return LongSounds.AreLoops(plan)
            ? new LongSounds(plan).GenerateLoops(clock, cancellationToken)
            : PlanSampling.Run(Circular(plan), clock, cancellationToken);
    }

    private static GenerationPlan Circular(GenerationPlan plan)
        => plan with { Model = new LoopModel(plan.Model, Context), NetworkLength = plan.Recipe.Length };

    // Moving the onset and silencing the end would cut the circle open; offset and level leave it whole.
    private static FinishingOptions? Seamless(FinishingOptions? finishing)
        => finishing is null || finishing with { AlignOnset = false, TailGate = null } is not { IsAny: true } kept ? null : kept;
}

namespace TinyAudioDiffusion;

/// <summary>Seamless loops: the network sees the sound as a circle.</summary>
internal static class Looping
{
    private const int Context = 2048;

    public static GenerationPlan Plan(GenerationPlan plan) => plan with
    {
        Model = new LoopModel(plan.Model, Context),
        NetworkLength = plan.Recipe.Length,
        Recipe = plan.Recipe with { Edit = new SoundEdit(VerbNames.Loop), Finishing = Seamless(plan.Recipe.Finishing) },
    };

    // Moving the onset and silencing the end would cut the circle open; offset and level leave it whole.
    private static FinishingOptions? Seamless(FinishingOptions? finishing)
        => finishing is null || finishing with { AlignOnset = false, TailGate = null } is not { IsAny: true } kept ? null : kept;
}

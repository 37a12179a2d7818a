namespace TinyAudioDiffusion;

/// <summary>Seamless loops: the network sees the sound as a circle.</summary>
internal static class Looping
{
    private const int Context = 2048;

    public static GenerationPlan Plan(GenerationPlan plan) => plan with
    {
        Model = new LoopModel(plan.Model, Context),
        NetworkLength = plan.Recipe.Length,
        Recipe = plan.Recipe with { Edit = new EditRecipe(VerbNames.Loop) },
    };
}

using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion;

/// <summary>Sounds between two ends, whose noises are interpolated on the sphere. Fresh noise, for samplers that draw it, comes from the first seed throughout.</summary>
internal static class Interpolation
{
    public static GenerationPlan BetweenSeeds(GenerationPlan plan, ulong otherSeed)
    {
        var channels = plan.Model.Info.Channels;
        return Between(plan, new EditRecipe("interpolate") { OtherSeed = otherSeed }, (item, _, level, x) =>
        {
            var (from, to) = (new float[x.Length], new float[x.Length]);
            new NoiseStream(plan.Recipe.Seed).Fill(from, channels, draw: 0);
            new NoiseStream(otherSeed).Fill(to, channels, draw: 0);
            Slerp.Fill(from, to, Position(plan, item), x);
            TensorPrimitives.Multiply(x, VObjective.Sigma(level), x);
        });
    }

    public static GenerationPlan BetweenSounds(
        GenerationPlan plan, AudioClip from, AudioClip to, int refinements, ProgressClock clock, CancellationToken cancellationToken)
    {
        var (first, second) = (SoundSource.Fit(plan, from), SoundSource.Fit(plan, to));
        var source = SoundSource.Hash([.. first, .. second]);
        clock.BeginSampling(2 * plan.Steps);
        Inversion.Invert(plan, first, refinements, clock, 0, cancellationToken);
        Inversion.Invert(plan, second, refinements, clock, plan.Steps, cancellationToken);
        return Between(plan, new EditRecipe("interpolate") { Source = source }, (item, _, _, x) => Slerp.Fill(first, second, Position(plan, item), x));
    }

    private static GenerationPlan Between(GenerationPlan plan, EditRecipe edit, StartFill fill) => plan with
    {
        Start = fill,
        Recipes = item => plan.Recipe with { Edit = edit with { Amount = Position(plan, item) } },
    };

    private static double Position(GenerationPlan plan, int item) => (double)item / (plan.Count - 1);
}

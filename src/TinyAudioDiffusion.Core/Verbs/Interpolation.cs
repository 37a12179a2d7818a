using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion;

/// <summary>Sounds between two ends, whose noises are interpolated on the sphere. Fresh noise, for samplers that draw it, comes from the first seed throughout.</summary>
internal static class Interpolation
{
    /// <summary>Interpolates the noise of two seeds.</summary>
    /// <param name="position">One place between the ends, from 0 to 1; null for as many as there are items, evenly from end to end.</param>
    public static GenerationPlan BetweenSeeds(GenerationPlan plan, ulong otherSeed, double? position = null)
    {
        var channels = plan.Model.Info.Channels;
        return Between(plan, position, new SoundEdit(VerbNames.Interpolate) { OtherSeed = otherSeed }, (item, _, level, x) =>
        {
            var (from, to) = (new float[x.Length], new float[x.Length]);
            new NoiseStream(plan.Recipe.Seed).Fill(from, channels, draw: 0);
            new NoiseStream(otherSeed).Fill(to, channels, draw: 0);
            Slerp.Fill(from, to, position ?? Position(plan, item), x);
            TensorPrimitives.Multiply(x, VObjective.Sigma(level), x);
        });
    }

    public static GenerationPlan BetweenSounds(
        GenerationPlan plan, AudioClip from, AudioClip to, int refinements, double? position, string? expectedSource, ProgressClock clock, CancellationToken cancellationToken)
    {
        var (first, second) = (SoundSource.Fit(plan, from), SoundSource.Fit(plan, to));
        var source = SoundSource.Hash([.. first, .. second]);
        SoundSource.RequireSame(expectedSource, source);
        clock.BeginSampling(checked((2 + plan.Count) * plan.Steps));
        Inversion.Invert(plan, first, refinements, clock, 0, cancellationToken);
        Inversion.Invert(plan, second, refinements, clock, plan.Steps, cancellationToken);
        return Between(
            plan with { StepsBefore = 2 * plan.Steps }, position, new SoundEdit(VerbNames.Interpolate) { Source = source, Refinements = refinements },
            (item, _, _, x) => Slerp.Fill(first, second, position ?? Position(plan, item), x));
    }

    /// <summary>Tells what an interpolation between sounds asks of the network.</summary>
    public static IEnumerable<NetworkWork> Work(GenerationPlan plan, int refinements) => plan.Work().Prepend(Inversion.Work(plan, refinements, sounds: 2));

    private static GenerationPlan Between(GenerationPlan plan, double? position, SoundEdit edit, StartFill fill) => plan with
    {
        Start = fill,
        Recipes = item => plan.Recipe with { Edit = edit with { Amount = position ?? Position(plan, item) } },
    };

    private static double Position(GenerationPlan plan, int item) => (double)item / (plan.Count - 1);
}

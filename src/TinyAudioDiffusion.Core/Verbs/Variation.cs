using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// SDEdit (Meng et al., 2022): the source with noise of the level t0 = strength, denoised along the rest of the schedule. The reference system's own form
/// takes source + strength * noise for pure noise.
/// </summary>
internal static class Variation
{
    /// <summary>Tells what the part of the schedule that is left asks of the network.</summary>
    public static IEnumerable<NetworkWork> Work(GenerationPlan plan, VariationOptions variation)
        => plan.Work(variation.Legacy ? plan.Steps : From(plan.NoiseLevels, (float)variation.Strength).Length - 1, plan.Sampler.CallsPerStep);

    public static GenerationPlan Plan(GenerationPlan plan, AudioClip source, VariationOptions variation)
    {
        var fitted = SoundSource.Fit(plan, source);
        var recipe = plan.Recipe with
        {
            Edit = new SoundEdit(VerbNames.Vary) { Source = SoundSource.Hash(fitted), Amount = variation.Strength, Legacy = variation.Legacy },
        };
        return variation.Legacy
            ? plan with { Recipe = recipe, Start = (_, noise, _, x) => FillLegacy(fitted, noise, (float)variation.Strength, plan.Model.Info.Channels, x) }
            : plan with
            {
                Recipe = recipe,
                NoiseLevels = From(plan.NoiseLevels, (float)variation.Strength),
                Start = (_, noise, level, x) => Fill(fitted, noise, level, plan.Model.Info.Channels, x),
            };
    }

    /// <summary>The part of a grid below a level, with that level in front.</summary>
    public static float[] From(float[] levels, float first) => [first, .. levels.Where(level => level < first)];

    private static void Fill(float[] source, Noise.NoiseStream noise, float level, int channels, Span<float> x)
    {
        var drawn = new float[x.Length];
        noise.Fill(drawn, channels, draw: 0);
        VObjective.Noisy(source, drawn, level, x);
    }

    private static void FillLegacy(float[] source, Noise.NoiseStream noise, float amount, int channels, Span<float> x)
    {
        noise.Fill(x, channels, draw: 0);
        TensorPrimitives.MultiplyAdd(x, amount, source, x);
    }
}

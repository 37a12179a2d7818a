using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion;

/// <summary>
/// Sounds near the one of a seed: each starts a small step along the arc from the seed's noise to a noise of its own. Each recipe is that
/// of an interpolation between two seeds, so that it makes the sound again alone.
/// </summary>
/// <param name="others">The seeds that the steps go to.</param>
/// <param name="spread">The place on the arc, from 0, the seed's own noise, to 1, the other noise.</param>
internal sealed class SmallSteps(IReadOnlyList<ulong> others, double spread) : SoundVerb
{
    // Keeps these draws apart from others of the same seed.
    private const uint StepDomain = 0x53544550; // "STEP"

    public override int Count => others.Count;

    /// <summary>The seed that step i of a seed goes to: of 53 bits, as JSON readers keep them.</summary>
    public static ulong OtherSeed(ulong seed, int i)
    {
        var (low, high, _, _) = Philox4x32.Block(((uint)i, 0, 0, StepDomain), ((uint)seed, (uint)(seed >> 32)));
        return (((ulong)high << 32) | low) >> 11;
    }

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var channels = plan.Model.Info.Channels;
        return PlanSampling.Run(
            plan with
            {
                Start = (item, _, level, x) =>
                {
                    var (from, to) = (new float[x.Length], new float[x.Length]);
                    new NoiseStream(plan.Recipe.Seed).Fill(from, channels, draw: 0);
                    new NoiseStream(others[item]).Fill(to, channels, draw: 0);
                    Slerp.Fill(from, to, spread, x);
                    TensorPrimitives.Multiply(x, VObjective.Sigma(level), x);
                },
                Recipes = item => plan.Recipe with
                {
                    Edit = new SoundEdit(VerbNames.Interpolate) { OtherSeed = others[item], Amount = spread },
                },
            },
            clock, cancellationToken);
    }
}

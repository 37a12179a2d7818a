using System.Numerics.Tensors;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>The verb "invert": from a sound to the noise from which DDIM makes it.</summary>
internal sealed class Inversion : EditVerb
{
    private readonly AudioClip _source;
    private readonly int _refinements;

    public Inversion(AudioClip source, int refinements)
    {
        SoundFitting.RequireUsable(source, "The source");
        (_source, _refinements) = (source, Checked(refinements, 0, 100, nameof(refinements), "number of refinements"));
    }

    public override GenerationOptions Complete(GenerationOptions options) => DdimOnly(options);

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan) => [Work(plan, _refinements)];

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var x = Fit(plan, _source);
        clock.BeginSampling(plan.Steps);
        Invert(plan, x, _refinements, clock, 0, cancellationToken);
        clock.Done();
        return [AudioClip.Adopt(x, plan.Model.Info.Channels, plan.Model.Info.SampleRate)];
    }

    /// <summary>Tells what the inversion of sounds, one after the other, asks of the network.</summary>
    public static NetworkWork Work(GenerationPlan plan, int refinements, int sounds = 1)
        => new(plan.Model, 1, plan.NetworkLength, (long)sounds * plan.Steps * (1 + refinements));

    /// <summary>Inverts one sound in place.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="x">The sound, [channels, <see cref="GenerationPlan.NetworkLength"/>]; becomes its noise.</param>
    /// <param name="refinements">How often each step is refined.</param>
    /// <param name="clock">Receives each step.</param>
    /// <param name="stepsBefore">The steps that were reported before.</param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    public static void Invert(
        GenerationPlan plan, float[] x, int refinements, ProgressClock clock, int stepsBefore, CancellationToken cancellationToken)
    {
        var run = new SamplingRun(
            plan.Model, plan.NoiseLevels, [new NoiseStream(plan.Recipe.Seed)], plan.NetworkLength, plan.ClassesOf(0, 1),
            (in SamplingStep step) => clock.Sampled(stepsBefore + step.Step), cancellationToken)
        {
            Characters = plan.CharactersOf(0, 1),
            ClassShares = plan.ClassShares,
            Texts = plan.TextsOf(1),
        };
        DdimInversion.Invert(run, x, refinements);
        cancellationToken.ThrowIfCancellationRequested();
        if (!TensorPrimitives.IsFiniteAll<float>(x))
        {
            throw new GenerationException(
                plan.Recipe.Model, plan.Recipe.Seed, "the inversion did not stay finite; take more steps or fewer refinements.");
        }
    }
}

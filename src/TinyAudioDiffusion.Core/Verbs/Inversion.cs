using System.Numerics.Tensors;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>From sounds to the noise that DDIM makes them of, and back.</summary>
internal static class Inversion
{
    /// <summary>Tells what the inversion of sounds, one after the other, asks of the network.</summary>
    public static NetworkWork Work(GenerationPlan plan, int refinements, int sounds = 1)
        => new(plan.Model, 1, plan.NetworkLength, (long)sounds * plan.Steps * (1 + refinements));

    public static AudioClip ToNoise(GenerationPlan plan, AudioClip source, int refinements, ProgressClock clock, CancellationToken cancellationToken)
    {
        var x = SoundSource.Fit(plan, source);
        clock.BeginSampling(plan.Steps);
        Invert(plan, x, refinements, clock, 0, cancellationToken);
        clock.Done();
        return AudioClip.Adopt(x, plan.Model.Info.Channels, plan.Model.Info.SampleRate);
    }

    public static GenerationPlan FromNoise(GenerationPlan plan, AudioClip noise)
    {
        var info = plan.Model.Info;
        if (noise.SampleRate != info.SampleRate || noise.Channels != info.Channels)
            throw new UnusableSoundException("The noise", $"has {noise.Channels} channels at {noise.SampleRate} Hz; the model needs {info.Channels} at {info.SampleRate} Hz. Noise cannot be converted.");
        var x = SoundFitting.Fit(noise, info, plan.NetworkLength, "The noise");
        return plan with
        {
            Start = (_, _, _, start) => x.CopyTo(start),
            Recipe = plan.Recipe with { Edit = new SoundEdit(VerbNames.FromNoise) { Source = SoundSource.Hash(x) } },
        };
    }

    public static void Invert(GenerationPlan plan, float[] x, int refinements, ProgressClock clock, int stepsBefore, CancellationToken cancellationToken)
    {
        var classes = plan.ClassIndex < 0 ? [] : new[] { plan.ClassIndex };
        var run = new SamplingRun(
            plan.Model, plan.NoiseLevels, [new NoiseStream(plan.Recipe.Seed)], plan.NetworkLength, classes,
            (in SamplingStep step) => clock.Sampled(stepsBefore + step.Step), cancellationToken);
        DdimInversion.Invert(run, x, refinements);
        cancellationToken.ThrowIfCancellationRequested();
        if (!TensorPrimitives.IsFiniteAll<float>(x))
            throw new GenerationException(plan.Recipe.Model, plan.Recipe.Seed, "the inversion did not stay finite; take more steps or fewer refinements.");
    }
}

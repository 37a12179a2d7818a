using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>The verb "from-noise": a sound from given noise, as <see cref="Inversion"/> finds it.</summary>
internal sealed class GenerationFromNoise : EditVerb
{
    private readonly AudioClip _noise;

    public GenerationFromNoise(AudioClip noise)
    {
        SoundFitting.RequireUsable(noise, "The noise");
        _noise = noise;
    }

    public override GenerationOptions Complete(GenerationOptions options)
        => options with { Sampler = options.Sampler ?? SamplerNames.Ddim };

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var info = plan.Model.Info;
        if (_noise.SampleRate != info.SampleRate || _noise.Channels != info.Channels)
        {
            throw new UnusableSoundException(
                "The noise",
                $"has {_noise.Channels} channels at {_noise.SampleRate} Hz; the model needs {info.Channels} at {info.SampleRate} Hz. "
                + "Noise cannot be converted.");
        }

        var x = SoundFitting.Fit(_noise, info.SampleRate, info.Channels, plan.NetworkLength, "The noise");
        return PlanSampling.Run(
            plan with
            {
                Start = (_, _, _, start) => x.CopyTo(start),
                Recipe = plan.Recipe with { Edit = new SoundEdit(VerbNames.FromNoise) { Source = HashOf(x) } },
            },
            clock, cancellationToken);
    }
}

using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>
/// One way to make sounds: the options that it takes, the work that it asks of the network, and how it runs. An instance is one call; its
/// constructor checks the call's own numbers, before any model is loaded.
/// </summary>
internal abstract class SoundVerb
{
    /// <summary>The number of sounds that the verb makes.</summary>
    public virtual int Count => 1;

    /// <summary>
    /// Whether the verb asks the network at other noise levels than those of a run from noise to sound. A student has not learnt them, so
    /// its
    /// teacher does the work.
    /// </summary>
    public virtual bool TakesAnyNoiseLevel => false;

    /// <summary>The verb of the models that it takes, where those hear something beside noise; null for all others.</summary>
    public virtual string? HearingVerb => null;

    /// <summary>Tells whether the verb takes a model that hears something beside noise, or nothing.</summary>
    public virtual bool Takes(SoundCondition? condition) => HearingVerb == condition?.Verb;

    /// <summary>Fills in what the verb decides by itself.</summary>
    /// <exception cref="ArgumentException">The options ask for something that the verb cannot do.</exception>
    public virtual GenerationOptions Complete(GenerationOptions options) => options;

    /// <summary>Tells what running a plan asks of the network, at most.</summary>
    public virtual IEnumerable<NetworkWork> Work(GenerationPlan plan) => plan.Work();

    /// <summary>Makes the sounds of a plan.</summary>
    public abstract AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken);

    /// <summary>The options of a verb whose mathematics is that of DDIM.</summary>
    protected static GenerationOptions DdimOnly(GenerationOptions options)
    {
        if (options.Sampler is { } sampler && !string.Equals(sampler, SamplerNames.Ddim, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"This verb works with the sampler \"{SamplerNames.Ddim}\" only; leave out \"{sampler}\".", nameof(options));
        }

        return options with { Sampler = SamplerNames.Ddim };
    }

    /// <summary>Checks a number of the call.</summary>
    protected static int Checked(int value, int least, int most, string parameter, string what)
        => value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(parameter, value, $"The {what} is {value}; it must be from {least} to {most}.");
}

using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>The verb "encode": from a sound to its latent. It makes no sound.</summary>
internal sealed class LatentEncoding : EditVerb
{
    private readonly AudioClip _source;

    public LatentEncoding(AudioClip source)
    {
        SoundFitting.RequireUsable(source, "The source");
        _source = source;
    }

    public override string HearingVerb => VerbNames.Encode;

    // Nothing is sampled.
    public override bool TakesAnyNoiseLevel => false;

    /// <summary>Gets the latent, once the verb has run.</summary>
    public SoundLatent? Latent { get; private set; }

    public override bool Takes(SoundCondition? condition) => condition is LatentCondition;

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan) => [];

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Latent = Of(plan, Fit(plan, _source));
        clock.Done();
        return [];
    }

    /// <summary>Encodes a sound as the network takes it, [channels, <see cref="GenerationPlan.NetworkLength"/>].</summary>
    public static SoundLatent Of(GenerationPlan plan, float[] sound)
    {
        var (condition, channels) = ((LatentCondition)plan.Model.Info.Condition!, plan.Model.Info.Channels);
        var latent = new float[condition.SizeOf(channels, plan.NetworkLength)];
        condition.Measure(sound, channels, latent);
        return new SoundLatent(latent, condition.Channels, plan.Recipe.Length);
    }
}

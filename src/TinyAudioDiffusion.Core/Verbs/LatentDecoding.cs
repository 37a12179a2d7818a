using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>The verb "decode": from a latent to a sound. Its noise decides what the latent does not say.</summary>
internal sealed class LatentDecoding(SoundLatent latent) : SoundVerb
{
    public override string HearingVerb => VerbNames.Decode;

    public override bool Takes(SoundCondition? condition) => condition is LatentCondition;

    public override GenerationOptions Complete(GenerationOptions options) => options.Length is null || options.Length == latent.Length
        ? options with { Length = latent.Length }
        : throw new ArgumentException(
            $"The latent is that of {latent.Length} samples; leave out the length of {options.Length}.", nameof(options));

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var condition = (LatentCondition)plan.Model.Info.Condition!;
        var steps = plan.NetworkLength / condition.SamplesOfStep;
        if ((latent.Channels, latent.Steps) != (condition.Channels, steps))
        {
            throw new ArgumentException(
                $"The latent is {latent.Channels} x {latent.Steps}, and for {latent.Length} samples the model \"{plan.Recipe.Model}\" "
                + $"takes {condition.Channels} x {steps}; decode with the model that encoded.", "latent");
        }

        var values = latent.Values.ToArray();
        var edit = new SoundEdit(VerbNames.Decode) { Source = SourceHash.Of(values) };
        return PlanSampling.Run(
            plan with { Conditions = _ => values, Recipe = plan.Recipe with { Edit = edit } }, clock, cancellationToken);
    }
}

using TinyAudioDiffusion.Diffusion;

namespace TinyAudioDiffusion;

/// <summary>
/// The verb "morph": from one sound to any other one. An autoencoder goes along a straight line between their latents, with one noise for
/// all sounds. Every other model goes as "interpolate" does, from the noise of one to that of the other, and tells the network characters
/// between those of both, where it takes characters.
/// </summary>
internal sealed class Morphing : SoundInterpolation
{
    public Morphing(AudioClip from, AudioClip to, InterpolationOptions options)
        : base(from, to, options)
    {
    }

    private Morphing(AudioClip from, AudioClip to, int refinements, double position)
        : base(from, to, 1, refinements, position)
    {
    }

    public override string HearingVerb => VerbNames.Morph;

    protected override string Verb => VerbNames.Morph;

    public static new Morphing Again(SoundEdit edit, AudioClip from, AudioClip to, string? expectedSource)
        => new(from, to, RefinementsOf(edit), InterpolationPlace.Of(edit)) { ExpectedSource = expectedSource };

    public override bool Takes(SoundCondition? condition) => condition is null or LatentCondition;

    public override GenerationOptions Complete(GenerationOptions options) => options.Like is null
        ? base.Complete(options)
        : throw new ArgumentException(
            "Both ends of a morph have characters of their own; leave out the sound to be like.", nameof(options));

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan) => IsLatent(plan) ? plan.Work() : base.Work(plan);

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        if (!IsLatent(plan))
            return base.Run(plan, clock, cancellationToken);
        var (first, second) = (Fit(plan, From), Fit(plan, To));
        var (from, to) = (LatentEncoding.Of(plan, first), LatentEncoding.Of(plan, second));
        cancellationToken.ThrowIfCancellationRequested();
        plan = InterpolationPlace.Between(
            plan, Position, EditOf(first, second), hear: place => from.Towards(to, place).Values.ToArray());
        return PlanSampling.Run(plan, clock, cancellationToken);
    }

    // The network is told what a sound between both would be like.
    protected override Func<double, GenerationRecipe> Recipes(GenerationPlan plan, float[] first, float[] second)
    {
        if (plan.Model.Info.Character is not { Space: var space })
            return _ => plan.Recipe;
        var (from, to) = (Of(first), Of(second));
        return place =>
        {
            var between = from.Coordinates.Zip(to.Coordinates, (a, b) => Math.Round(((1 - place) * a) + (place * b), 2));
            return plan.Recipe with { Like = new SoundCharacter([.. between]) };
        };

        SoundCharacter Of(float[] sound)
            => SoundCharacter.Of(space, AudioClip.Adopt([.. sound], plan.Model.Info.Channels, plan.Model.Info.SampleRate));
    }

    private static bool IsLatent(GenerationPlan plan) => plan.Model.Info.Condition is LatentCondition;
}

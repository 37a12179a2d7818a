using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion;

/// <summary>The verb "interpolate" between two sounds: both are inverted to noise, and the noises are interpolated on the sphere.</summary>
internal class SoundInterpolation : EditVerb
{
    private readonly int _count;

    public SoundInterpolation(AudioClip from, AudioClip to, InterpolationOptions options)
        : this(from, to, InterpolationPlace.CheckedCount(options), options.Refinements, null)
    {
    }

    protected SoundInterpolation(AudioClip from, AudioClip to, int count, int refinements, double? position)
    {
        SoundFitting.RequireUsable(from, "The first sound");
        SoundFitting.RequireUsable(to, "The second sound");
        Checked(refinements, 0, 100, "interpolation", "number of refinements");
        (From, To, _count, Refinements, Position) = (from, to, count, refinements, position);
    }

    public override int Count => _count;

    protected AudioClip From { get; }

    protected AudioClip To { get; }

    protected int Refinements { get; }

    /// <summary>The only place between the ends; null for all places.</summary>
    protected double? Position { get; }

    /// <summary>The name in recipes.</summary>
    protected virtual string Verb => VerbNames.Interpolate;

    public static SoundInterpolation Again(SoundEdit edit, AudioClip from, AudioClip to, string? expectedSource)
        => new(from, to, 1, RefinementsOf(edit), InterpolationPlace.Of(edit)) { ExpectedSource = expectedSource };

    public override GenerationOptions Complete(GenerationOptions options) => DdimOnly(options);

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan)
        => plan.Work().Prepend(Inversion.Work(plan, Refinements, sounds: 2));

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var (first, second) = (Fit(plan, From), Fit(plan, To));
        var edit = EditOf(first, second);
        var recipe = Recipes(plan, first, second);
        clock.BeginSampling(checked((2 + plan.Count) * plan.Steps));
        Inversion.Invert(plan with { Recipe = recipe(0) }, first, Refinements, clock, 0, cancellationToken);
        Inversion.Invert(plan with { Recipe = recipe(1) }, second, Refinements, clock, plan.Steps, cancellationToken);
        plan = plan with { StepsBefore = 2 * plan.Steps };
        plan = InterpolationPlace.Between(
            plan, Position, edit, (place, _, x) => Slerp.Fill(first, second, place, x), recipe: recipe);
        return PlanSampling.Run(plan, clock, cancellationToken);
    }

    protected static int RefinementsOf(SoundEdit edit)
        => edit.Refinements is >= 0 and <= 100 ? edit.Refinements.Value : throw Incomplete(edit, "number of refinements");

    /// <summary>What recipes keep of both sounds as the network takes them.</summary>
    protected SoundEdit EditOf(float[] first, float[] second)
        => new(Verb) { Source = HashOf([.. first, .. second]), Refinements = Refinements };

    /// <summary>Gives the recipe of each place between the ends, from 0 to 1.</summary>
    protected virtual Func<double, GenerationRecipe> Recipes(GenerationPlan plan, float[] first, float[] second) => _ => plan.Recipe;
}

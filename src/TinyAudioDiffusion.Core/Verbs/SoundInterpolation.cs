using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion;

/// <summary>The verb "interpolate" between two sounds: both are inverted to noise, and the noises are interpolated on the sphere.</summary>
internal sealed class SoundInterpolation : EditVerb
{
    private readonly AudioClip _from;
    private readonly AudioClip _to;
    private readonly int _count;
    private readonly int _refinements;
    private readonly double? _position;

    public SoundInterpolation(AudioClip from, AudioClip to, InterpolationOptions options)
        : this(from, to, InterpolationPlace.CheckedCount(options), options.Refinements, null)
    {
    }

    private SoundInterpolation(AudioClip from, AudioClip to, int count, int refinements, double? position)
    {
        SoundFitting.RequireUsable(from, "The first sound");
        SoundFitting.RequireUsable(to, "The second sound");
        Checked(refinements, 0, 100, "interpolation", "number of refinements");
        (_from, _to, _count, _refinements, _position) = (from, to, count, refinements, position);
    }

    public override int Count => _count;

    public static SoundInterpolation Again(SoundEdit edit, AudioClip from, AudioClip to, string? expectedSource)
    {
        var refinements = edit.Refinements is >= 0 and <= 100 ? edit.Refinements.Value : throw Incomplete(edit, "number of refinements");
        return new(from, to, 1, refinements, InterpolationPlace.Of(edit)) { ExpectedSource = expectedSource };
    }

    public override GenerationOptions Complete(GenerationOptions options) => DdimOnly(options);

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan)
        => plan.Work().Prepend(Inversion.Work(plan, _refinements, sounds: 2));

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var (first, second) = (Fit(plan, _from), Fit(plan, _to));
        var edit = new SoundEdit(VerbNames.Interpolate) { Source = HashOf([.. first, .. second]), Refinements = _refinements };
        clock.BeginSampling(checked((2 + plan.Count) * plan.Steps));
        Inversion.Invert(plan, first, _refinements, clock, 0, cancellationToken);
        Inversion.Invert(plan, second, _refinements, clock, plan.Steps, cancellationToken);
        plan = plan with { StepsBefore = 2 * plan.Steps };
        plan = InterpolationPlace.Between(plan, _position, edit, (place, _, x) => Slerp.Fill(first, second, place, x));
        return PlanSampling.Run(plan, clock, cancellationToken);
    }
}

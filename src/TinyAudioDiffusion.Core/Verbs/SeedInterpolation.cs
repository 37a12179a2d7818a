using System.Numerics.Tensors;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion;

/// <summary>
/// The verb "interpolate" between two seeds, whose noises are interpolated on the sphere. Samplers that draw fresh noise draw it from the
/// first seed throughout.
/// </summary>
internal sealed class SeedInterpolation : SoundVerb
{
    private readonly ulong _otherSeed;
    private readonly int _count;
    private readonly double? _position;

    public SeedInterpolation(ulong otherSeed, InterpolationOptions options)
        => (_otherSeed, _count) = (otherSeed, InterpolationPlace.CheckedCount(options));

    private SeedInterpolation(ulong otherSeed, double position) => (_otherSeed, _count, _position) = (otherSeed, 1, position);

    public override int Count => _count;

    public static SeedInterpolation Again(SoundEdit edit, ulong otherSeed) => new(otherSeed, InterpolationPlace.Of(edit));

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var channels = plan.Model.Info.Channels;
        var edit = new SoundEdit(VerbNames.Interpolate) { OtherSeed = _otherSeed };
        return PlanSampling.Run(
            InterpolationPlace.Between(plan, _position, edit, (place, level, x) =>
            {
                var (from, to) = (new float[x.Length], new float[x.Length]);
                new NoiseStream(plan.Recipe.Seed).Fill(from, channels, draw: 0);
                new NoiseStream(_otherSeed).Fill(to, channels, draw: 0);
                Slerp.Fill(from, to, place, x);
                TensorPrimitives.Multiply(x, VObjective.Sigma(level), x);
            }),
            clock, cancellationToken);
    }
}

using System.Numerics.Tensors;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion;

/// <summary>
/// The verb "vary": SDEdit (Meng et al., "SDEdit: Guided Image Synthesis and Editing with Stochastic Differential Equations", 2022). The
/// source gets noise of the level t0 = strength and is denoised along the rest of the schedule. The reference system's own form takes
/// source + strength * noise for pure noise.
/// </summary>
internal sealed class Variation : EditVerb
{
    private readonly AudioClip _source;
    private readonly VariationOptions _options;

    public Variation(AudioClip source, VariationOptions options)
    {
        SoundFitting.RequireUsable(source, "The source");
        if (!(options.Strength is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                "variation", options.Strength, $"The strength is {options.Strength}; it must be from 0 to 1.");
        }

        (_source, _options) = (source, options);
    }

    public override int Count => _options.Count;

    public static Variation Again(SoundEdit edit, AudioClip source, string? expectedSource)
        => new(source, new() { Strength = edit.Amount ?? throw Incomplete(edit, "strength"), Legacy = edit.Legacy })
        {
            ExpectedSource = expectedSource,
        };

    // With strength 0 all of the source is kept, so what a model recommends for new sound does not count.
    public override GenerationOptions Complete(GenerationOptions options)
        => _options is { Strength: 0, Legacy: false } ? options with { Finishing = options.Finishing ?? FinishingOptions.None } : options;

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan)
        => plan.Work(_options.Legacy ? plan.Steps : Below(plan.NoiseLevels).Length - 1, plan.Sampler.CallsPerStep);

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var source = Fit(plan, _source);
        var channels = plan.Model.Info.Channels;
        plan = plan with
        {
            Recipe = plan.Recipe with
            {
                Edit = new SoundEdit(VerbNames.Vary) { Source = HashOf(source), Amount = _options.Strength, Legacy = _options.Legacy },
            },
        };
        plan = _options.Legacy
            ? plan with { Start = (_, noise, _, x) => FillLegacy(source, noise, channels, x) }
            : plan with { NoiseLevels = Below(plan.NoiseLevels), Start = (_, noise, level, x) => Fill(source, noise, level, channels, x) };
        return PlanSampling.Run(plan, clock, cancellationToken);
    }

    // The part of a grid below the strength, with the strength in front.
    private float[] Below(float[] levels)
    {
        var first = (float)_options.Strength;
        return [first, .. levels.Where(level => level < first)];
    }

    private static void Fill(float[] source, NoiseStream noise, float level, int channels, Span<float> x)
    {
        var drawn = new float[x.Length];
        noise.Fill(drawn, channels, draw: 0);
        VObjective.Noisy(source, drawn, level, x);
    }

    private void FillLegacy(float[] source, NoiseStream noise, int channels, Span<float> x)
    {
        noise.Fill(x, channels, draw: 0);
        TensorPrimitives.MultiplyAdd(x, (float)_options.Strength, source, x);
    }
}

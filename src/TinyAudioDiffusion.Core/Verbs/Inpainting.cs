using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>The verb "inpaint": regions of a source are made anew by <see cref="InpaintingSampler"/>, everything else is kept.</summary>
internal sealed class Inpainting : EditVerb
{
    private readonly AudioClip _source;
    private readonly InpaintingOptions _options;

    public Inpainting(AudioClip source, InpaintingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SoundFitting.RequireUsable(source, "The source");
        Checked(options.Resamples, 1, 100, "inpainting", "number of resamples");
        if (options.Regions is not { Count: > 0 })
            throw new ArgumentException("No region is given; name at least one part of the sound to make anew.", "inpainting");
        (_source, _options) = (source, options);
    }

    public override int Count => _options.Count;

    public static Inpainting Again(SoundEdit edit, AudioClip source, string? expectedSource, FinishingOptions? finishing)
    {
        var regions = (edit.Regions ?? throw Incomplete(edit, "regions")).Split(',');
        return new(source, new()
        {
            Regions = [.. regions.Select(region => SoundRegion.Parse(region) ?? throw Incomplete(edit, "regions"))],
            Resamples = edit.Resamples ?? throw Incomplete(edit, "number of resamples"),
        })
        {
            ExpectedSource = expectedSource,
            EarlierFinishing = finishing,
        };
    }

    public override GenerationOptions Complete(GenerationOptions options) => Unfinished(DdimOnly(options));

    public override IEnumerable<NetworkWork> Work(GenerationPlan plan) => plan.Work(plan.Steps, _options.Resamples);

    public override AudioClip[] Run(GenerationPlan plan, ProgressClock clock, CancellationToken cancellationToken)
    {
        var info = plan.Model.Info;
        var source = Fit(plan, _source);
        var keep = new bool[source.Length];
        Array.Fill(keep, true);
        foreach (var region in _options.Regions)
            region.Mark(keep, false, plan.NetworkLength, info.Channels, plan.Recipe.Length, info.SampleRate);
        var edit = new SoundEdit(VerbNames.Inpaint)
        {
            Source = HashOf(source),
            Regions = string.Join(',', _options.Regions),
            Resamples = _options.Resamples,
        };
        var sampler = new InpaintingSampler(source, keep, _options.Resamples);
        return PlanSampling.Run(plan with { Sampler = sampler, Recipe = plan.Recipe with { Edit = edit } }, clock, cancellationToken);
    }
}

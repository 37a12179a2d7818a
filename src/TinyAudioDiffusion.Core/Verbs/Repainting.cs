namespace TinyAudioDiffusion;

/// <summary>Regions of a source made anew by <see cref="Sampling.Inpainting"/>, everything else kept.</summary>
internal static class Repainting
{
    public static GenerationPlan Plan(GenerationPlan plan, AudioClip source, InpaintingOptions inpainting)
    {
        var info = plan.Model.Info;
        var fitted = SoundSource.Fit(plan, source);
        var keep = new bool[fitted.Length];
        Array.Fill(keep, true);
        foreach (var region in inpainting.Regions)
            region.Mark(keep, false, plan.NetworkLength, info.Channels, plan.Recipe.Length, info.SampleRate);
        return plan with
        {
            Sampler = new InpaintingSampler(fitted, keep, inpainting.Resamples),
            Recipe = plan.Recipe with
            {
                Edit = new SoundEdit(VerbNames.Inpaint)
                {
                    Source = SoundSource.Hash(fitted),
                    Regions = string.Join(',', inpainting.Regions),
                    Resamples = inpainting.Resamples,
                },
            },
        };
    }
}

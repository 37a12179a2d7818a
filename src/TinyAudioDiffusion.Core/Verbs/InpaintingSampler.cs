using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion;

/// <summary>Inpainting as the sampler of a plan: one source and one mask for every item of a batch.</summary>
internal sealed class InpaintingSampler(float[] source, bool[] keep, int resamples) : ISampler
{
    public string Name => SamplerNames.Ddim;

    public int CallsPerStep => resamples;

    public void Sample(SamplingRun run, Span<float> x)
    {
        var sources = new float[x.Length];
        var mask = new bool[x.Length];
        for (var start = 0; start < x.Length; start += source.Length)
        {
            source.CopyTo(sources, start);
            keep.CopyTo(mask, start);
        }

        Inpainting.Sample(run, x, sources, mask, resamples);
    }
}

namespace TinyAudioDiffusion.Sampling;

/// <summary>The names of the samplers in this package.</summary>
public static class SamplerNames
{
    /// <summary>Deterministic DDIM, the reference system's sampler: <see cref="DdimSampler"/>.</summary>
    public const string Ddim = "ddim";
}

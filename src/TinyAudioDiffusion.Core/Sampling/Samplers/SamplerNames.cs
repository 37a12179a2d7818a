namespace TinyAudioDiffusion.Sampling;

/// <summary>The names of the samplers in this package.</summary>
public static class SamplerNames
{
    /// <summary>Deterministic DDIM, the reference system's sampler: <see cref="DdimSampler"/>.</summary>
    public const string Ddim = "ddim";

    /// <summary>Ancestral sampling of the diffusion: <see cref="DdpmSampler"/>.</summary>
    public const string Ddpm = "ddpm";

    /// <summary>Euler's method: <see cref="EulerSampler"/>.</summary>
    public const string Euler = "euler";

    /// <summary>Heun's method, two calls a step: <see cref="HeunSampler"/>.</summary>
    public const string Heun = "heun";

    /// <summary>Euler's method with fresh noise at every step: <see cref="EulerAncestralSampler"/>.</summary>
    public const string EulerAncestral = "euler-ancestral";

    /// <summary>The midpoint method in ln sigma, two calls a step: <see cref="Dpm2Sampler"/>.</summary>
    public const string Dpm2 = "dpm-2";

    /// <summary>Linear multistep of fourth order: <see cref="LmsSampler"/>.</summary>
    public const string Lms = "lms";

    /// <summary>Improved pseudo linear multistep: <see cref="IplmsSampler"/>.</summary>
    public const string Iplms = "iplms";

    /// <summary>DPM-Solver++(2S) with fresh noise, two calls a step: <see cref="Dpmpp2SAncestralSampler"/>.</summary>
    public const string Dpmpp2SAncestral = "dpmpp-2s-ancestral";

    /// <summary>DPM-Solver++(2M): <see cref="Dpmpp2MSampler"/>.</summary>
    public const string Dpmpp2M = "dpmpp-2m";

    /// <summary>SDE-DPM-Solver++(2M): <see cref="Dpmpp2MSdeSampler"/>.</summary>
    public const string Dpmpp2MSde = "dpmpp-2m-sde";

    /// <summary>DPM-Solver++(3M) as an SDE, as k-diffusion has it: <see cref="Dpmpp3MSdeSampler"/>.</summary>
    public const string Dpmpp3MSde = "dpmpp-3m-sde";

    /// <summary>The same with the whole second derivative, of third order: <see cref="Exponential3MSdeSampler"/>.</summary>
    public const string Exponential3MSde = "exponential-3m-sde";

    /// <summary>Predictor and corrector of third order, one call a step: <see cref="UniPcSampler"/>.</summary>
    public const string UniPc = "unipc";

    /// <summary>Adams's predictor and corrector on the velocity, the library's default: <see cref="VAdamsSampler"/>.</summary>
    public const string VAdams = "v-adams";

    /// <summary>DPM-Solver-23 with a step size of its own: <see cref="DpmAdaptiveSampler"/>.</summary>
    public const string DpmAdaptive = "dpm-adaptive";
}

namespace TinyAudioDiffusion.Engine.Weights;

/// <summary>The activation before or after a linear map.</summary>
public enum Activation
{
    /// <summary>No activation.</summary>
    Identity,

    /// <summary>SiLU: x / (1 + exp(-x)).</summary>
    Silu,

    /// <summary>GELU in its exact form: x Phi(x), computed with the error function.</summary>
    Gelu,
}

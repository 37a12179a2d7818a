namespace TinyAudioDiffusion.Engine.Weights;

/// <summary>The functions that stand before or after a linear map.</summary>
public enum Activation
{
    /// <summary>None.</summary>
    Identity,

    /// <summary>SiLU: x / (1 + exp(-x)).</summary>
    Silu,

    /// <summary>GELU in its exact form: x Phi(x), by the error function.</summary>
    Gelu,
}

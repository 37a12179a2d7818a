using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>Frequencies on the scale of the ear.</summary>
internal static class Octaves
{
    /// <summary>The octaves from one frequency to another.</summary>
    public static float From(float reference, float frequency)
        => (float)(PortableMath.Log((double)frequency / reference) * 1.4426950408889634);

    /// <summary>The frequency at a place between two others, 0 to 1.</summary>
    public static float Between(float low, float high, float place)
        => low * (float)PortableMath.Exp(place * PortableMath.Log((double)high / low));
}

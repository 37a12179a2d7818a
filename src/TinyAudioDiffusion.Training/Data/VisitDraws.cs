using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Training.Data;

/// <summary>Four numbers for one visit to a sound, drawn uniformly from [0, 1) by seed, index, visit and step of the treatment.</summary>
/// <remarks>
/// Each step of a treatment has a word of its own, so that a step that changes leaves the draws of the others as they were.
/// </remarks>
internal readonly record struct VisitDraws(double First, double Second, double Third, double Fourth)
{
    /// <summary>Draws for one visit.</summary>
    /// <param name="seed">The seed of the treatment.</param>
    /// <param name="index">The place of the sound in its source.</param>
    /// <param name="visit">The number of the visit.</param>
    /// <param name="step">The word of the step.</param>
    public static VisitDraws Of(ulong seed, int index, ulong visit, uint step)
    {
        var words = Philox4x32.Block(((uint)index, (uint)visit, (uint)(visit >> 32), step), ((uint)seed, (uint)(seed >> 32)));
        return new VisitDraws(Uniform(words.W0), Uniform(words.W1), Uniform(words.W2), Uniform(words.W3));
    }

    private static double Uniform(uint word) => word * (1.0 / 4294967296.0);
}

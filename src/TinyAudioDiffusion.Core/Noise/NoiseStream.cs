namespace TinyAudioDiffusion.Noise;

/// <summary>
/// The noise of one item: standard normal values that are a pure function of seed, draw, channel and sample. The same on every
/// machine, for every batch, length and thread count, because nothing is stateful and the arithmetic is IEEE double without library functions.
/// </summary>
/// <param name="Seed">The item's seed.</param>
public readonly record struct NoiseStream(ulong Seed)
{
    /// <summary>Writes one draw.</summary>
    /// <param name="noise">Receives the values, [channels, samples].</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="draw">Which draw of the stream: 0 starts a run, stochastic samplers go on from 1.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="noise"/> is not a multiple of <paramref name="channels"/>.</exception>
    public void Fill(Span<float> noise, int channels, int draw) => throw new NotSupportedException();
}

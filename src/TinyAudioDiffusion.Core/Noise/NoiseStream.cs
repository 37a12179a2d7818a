namespace TinyAudioDiffusion.Noise;

/// <summary>
/// The noise of one item: standard normal values that are a pure function of seed, draw, channel and sample. It is the same on every
/// machine, for every batch, length and number of threads, because it has no state and uses IEEE double arithmetic without library
/// functions.
/// </summary>
/// <remarks>The mapping is written down in docs/noise.md. Seeds in recipes depend on it: it never changes.</remarks>
/// <param name="Seed">The item's seed.</param>
public readonly record struct NoiseStream(ulong Seed)
{
    // The fourth word of the counter keeps other uses of the same seed apart from this one.
    private const uint GaussianDomain = 0x4E4F4953; // "NOIS"

    private const uint DerivationDomain = 0x44455249; // "DERI"

    /// <summary>
    /// Makes the stream of a part of a longer sound. Its noise is independent of this stream's, because parts must not share noise.
    /// </summary>
    /// <param name="part">Which part; 0 is this stream itself.</param>
    /// <returns>The part's stream.</returns>
    public NoiseStream Part(int part)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        if (part == 0)
            return this;
        var words = Philox4x32.Block(((uint)part, 0, 0, DerivationDomain), ((uint)Seed, (uint)(Seed >> 32)));
        return new NoiseStream(words.W0 | ((ulong)words.W1 << 32));
    }

    /// <summary>Writes one draw.</summary>
    /// <param name="noise">Receives the values, [channels, samples].</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="draw">Which draw of the stream: 0 starts a run, stochastic samplers go on from 1.</param>
    /// <exception cref="ArgumentException">
    /// The length of <paramref name="noise"/> is not a multiple of <paramref name="channels"/>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="channels"/> is not positive, or <paramref name="draw"/> is negative.
    /// </exception>
    public void Fill(Span<float> noise, int channels, int draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        if (noise.Length % channels != 0)
            throw new ArgumentException($"{noise.Length} values do not divide into {channels} channels.", nameof(noise));

        var samples = noise.Length / channels;
        for (var channel = 0; channel < channels; channel++)
            FillChannel(noise.Slice(channel * samples, samples), (uint)channel, (uint)draw);
    }

    private void FillChannel(Span<float> noise, uint channel, uint draw)
    {
        var key = ((uint)Seed, (uint)(Seed >> 32));
        Span<float> four = stackalloc float[4];
        for (var i = 0; i < noise.Length; i += 4)
        {
            var words = Philox4x32.Block(((uint)i / 4, channel, draw, GaussianDomain), key);
            (four[0], four[1]) = BoxMuller.Pair(words.W0, words.W1);
            (four[2], four[3]) = BoxMuller.Pair(words.W2, words.W3);
            four[..Math.Min(4, noise.Length - i)].CopyTo(noise[i..]);
        }
    }
}

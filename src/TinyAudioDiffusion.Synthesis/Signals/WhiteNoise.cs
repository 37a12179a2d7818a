using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>White noise of unit power, uniformly distributed: eight values of 16 bits from each block of Philox.</summary>
/// <param name="key">The key of the sound.</param>
/// <param name="stream">Which of the sound's streams.</param>
internal struct WhiteNoise(ulong key, uint stream)
{
    private const uint NoiseDomain = 0x57484954; // "WHIT"
    private const float Scale = 1.7320508f / 32768; // a uniform distribution over [-sqrt 3, sqrt 3] has unit power

    private uint _block;

    /// <summary>Writes the next values of the stream; whole blocks, so that what follows starts at a new one.</summary>
    public void Fill(Span<float> destination)
    {
        Span<float> last = stackalloc float[8];
        for (var i = 0; i < destination.Length; i += 8)
        {
            var words = Philox4x32.Block((_block++, stream, 0, NoiseDomain), ((uint)key, (uint)(key >> 32)));
            if (destination.Length - i >= 8)
            {
                Spread(destination.Slice(i, 8), words);
                continue;
            }

            Spread(last, words);
            last[..(destination.Length - i)].CopyTo(destination[i..]);
        }
    }

    private static void Spread(Span<float> eight, (uint W0, uint W1, uint W2, uint W3) words)
    {
        (eight[0], eight[1]) = ((short)words.W0 * Scale, (short)(words.W0 >> 16) * Scale);
        (eight[2], eight[3]) = ((short)words.W1 * Scale, (short)(words.W1 >> 16) * Scale);
        (eight[4], eight[5]) = ((short)words.W2 * Scale, (short)(words.W2 >> 16) * Scale);
        (eight[6], eight[7]) = ((short)words.W3 * Scale, (short)(words.W3 >> 16) * Scale);
    }
}

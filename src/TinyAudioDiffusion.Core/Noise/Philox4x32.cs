namespace TinyAudioDiffusion.Noise;

/// <summary>
/// The counter-based generator Philox4x32 with 10 rounds (Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC
/// 2011): a keyed bijection from a 128-bit counter to 128 random bits. It has no state, so any block can be computed on its own. Public,
/// because other packages of this library draw their random numbers from it.
/// </summary>
public static class Philox4x32
{
    private const int Rounds = 10;

    // The paper's multipliers, and the Weyl increments of the key: the fractional parts of the golden ratio and of sqrt(3).
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>Computes the four 32-bit outputs of one counter value.</summary>
    /// <param name="counter">The counter, four words, the first one the lowest.</param>
    /// <param name="key">The key, two words, the first one the lowest.</param>
    /// <returns>The four output words in order.</returns>
    public static (uint W0, uint W1, uint W2, uint W3) Block(
        (uint W0, uint W1, uint W2, uint W3) counter, (uint Low, uint High) key)
    {
        var (c0, c1, c2, c3) = counter;
        var (k0, k1) = key;
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }

        return (c0, c1, c2, c3);
    }
}

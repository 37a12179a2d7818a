using TinyAudioDiffusion.Noise;
using TinyAudioDiffusion.Numerics;

namespace TinyAudioDiffusion.Synthesis.Signals;

/// <summary>The chances of one sound: a sequence of draws that depends on the key alone, and the noise that belongs to them.</summary>
/// <param name="key">Which sound; two sounds with different keys share nothing.</param>
/// <param name="variety">The largest distance of a draw from the middle of its range, as a share of the range: 1 for anywhere, 0 for the
/// middle alone.</param>
internal sealed class Draws(ulong key, float variety = 1)
{
    private const uint DrawDomain = 0x44524157; // "DRAW"
    private const uint SoundDomain = 0x534F554E; // "SOUN"

    private readonly uint[] _words = new uint[4];
    private uint _count;
    private uint _streams;

    /// <summary>Makes the draws of one sound of a source.</summary>
    /// <param name="seed">The source's seed.</param>
    /// <param name="index">The sound.</param>
    /// <param name="visit">Which variation of it.</param>
    /// <param name="variety">The largest distance of a draw from the middle of its range.</param>
    public static Draws Of(ulong seed, int index, ulong visit, float variety = 1)
    {
        var words = Philox4x32.Block(((uint)index, (uint)visit, (uint)(visit >> 32), SoundDomain), ((uint)seed, (uint)(seed >> 32)));
        return new Draws(words.W0 | ((ulong)words.W1 << 32), variety);
    }

    /// <summary>Draws from [0, 1).</summary>
    public float Unit() => (Word() >> 8) * (1f / 16777216);

    /// <summary>Draws from a range, every value alike.</summary>
    public float Uniform(float low, float high) => low + ((high - low) * Place());

    /// <summary>Draws from a range, every ratio alike: for times, frequencies and amplitudes.</summary>
    public float LogUniform(float low, float high) => low * (float)PortableMath.Exp(Place() * PortableMath.Log((double)high / low));

    /// <summary>Draws a level in decibels, every decibel alike, and returns the amplitude.</summary>
    public float Level(float lowDecibels, float highDecibels) => Decibels.ToAmplitude(Uniform(lowDecibels, highDecibels));

    /// <summary>Draws yes with a probability.</summary>
    public bool Chance(float probability) => Unit() < probability;

    /// <summary>Draws a whole number from low to high, both included.</summary>
    public int Whole(int low, int high) => low + (int)(Unit() * (high - low + 1));

    /// <summary>Draws an index with probabilities in proportion to the weights.</summary>
    public int Weighted(params ReadOnlySpan<float> weights)
    {
        var total = 0f;
        foreach (var weight in weights)
            total += weight;
        var rest = Unit() * total;
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
                continue;
            last = i;
            rest -= weights[i];
            if (rest < 0)
                break;
        }

        return last;
    }

    /// <summary>Starts a new stream of white noise, independent of all others.</summary>
    public WhiteNoise Noise() => new(key, _streams++);

    private float Place() => 0.5f + (variety * (Unit() - 0.5f));

    private uint Word()
    {
        if (_count % 4 == 0)
            (_words[0], _words[1], _words[2], _words[3]) = Philox4x32.Block((_count / 4, 0, 0, DrawDomain), ((uint)key, (uint)(key >> 32)));
        return _words[_count++ % 4];
    }
}

using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Training.Objective;

/// <summary>
/// Draws everything random in a training. Each draw is a function of the seed and the number of the sound since the beginning, so a resumed
/// training needs to know nothing else.
/// </summary>
/// <param name="seed">The training's seed.</param>
internal sealed class TrainingDraws(ulong seed)
{
    // The last word of the counter keeps the draws of one sound apart from each other and from other users of the seed.
    private const uint LevelDomain = 0x4C45564C; // "LEVL"
    private const uint SplitDomain = 0x53504C54; // "SPLT"
    private const uint NoiseDomain = 0x54524E4F; // "TRNO"
    private const uint ClassDomain = 0x434C4153; // "CLAS"
    private const uint CaptionDomain = 0x43415054; // "CAPT"
    private const uint CharacterDomain = 0x43484152; // "CHAR"
    private const uint OrderDomain = 0x4F524452; // "ORDR"

    private int[] _order = [];
    private long _epoch = -1;

    /// <summary>Draws the noise level of a sound.</summary>
    /// <param name="item">The number of the sound since the beginning.</param>
    /// <param name="itemsOfStep">The number of sounds the step has, over which levels are stratified; 1 for none.</param>
    public float NoiseLevel(long item, int itemsOfStep)
        => (float)(((item % itemsOfStep) + Fraction(item, LevelDomain)) / itemsOfStep);

    /// <summary>
    /// Draws the noise levels of a sound's splits, independent of each other and of other sounds, as the reference does.
    /// </summary>
    /// <param name="item">The number of the sound since the beginning.</param>
    /// <param name="splits">The number of splits; null for a model that takes one noise level for a whole sound.</param>
    /// <returns>The noise levels; empty without splits.</returns>
    public float[] SplitLevels(long item, int? splits) => [.. Enumerable.Range(0, splits ?? 0).Select(split => (float)((Philox4x32.Block(
        ((uint)item, (uint)(item >> 32), (uint)split, SplitDomain), Key).W0 + 0.5) / 4294967296.0))];

    /// <summary>Gets the noise of a sound.</summary>
    public NoiseStream Noise(long item)
    {
        var words = Words(item, NoiseDomain);
        return new NoiseStream(words.W0 | ((ulong)words.W1 << 32));
    }

    /// <summary>Draws whether the class of a sound is hidden.</summary>
    public bool HidesClass(long item, double share) => Fraction(item, ClassDomain) < share;

    /// <summary>Draws whether the caption of a sound is hidden.</summary>
    public bool HidesCaption(long item, double share) => Fraction(item, CaptionDomain) < share;

    /// <summary>Draws the form in which the network receives the character of a sound.</summary>
    public ToldCharacter Character(long item, ObjectiveOptions objective)
    {
        var words = Words(item, CharacterDomain);
        return new ToldCharacter(
            (words.W0 + 0.5) / 4294967296.0 < objective.CharacterDropout, (float)objective.CharacterNoise,
            new NoiseStream(words.W2 | ((ulong)words.W3 << 32)));
    }

    /// <summary>Finds which sound of the data comes next: every epoch visits all in an order of its own.</summary>
    /// <param name="item">The number of the sound since the beginning.</param>
    /// <param name="count">The number of sounds of the data.</param>
    /// <returns>The sound's index, and the number of the epoch.</returns>
    public (int Index, ulong Visit) Sound(long item, int count)
    {
        var epoch = item / count;
        if (epoch != _epoch || _order.Length != count)
        {
            _order = Shuffled(epoch, count);
            _epoch = epoch;
        }

        return (_order[item % count], (ulong)epoch);
    }

    // Fisher and Yates; 64 random bits for each place, so that the bias of the modulus is nothing.
    private int[] Shuffled(long epoch, int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var words = Philox4x32.Block(((uint)i, (uint)epoch, (uint)(epoch >> 32), OrderDomain), Key);
            var place = (int)((words.W0 | ((ulong)words.W1 << 32)) % (ulong)(i + 1));
            order[i] = order[place];
            order[place] = i;
        }

        return order;
    }

    private (uint Low, uint High) Key => ((uint)seed, (uint)(seed >> 32));

    private (uint W0, uint W1, uint W2, uint W3) Words(long item, uint domain)
        => Philox4x32.Block(((uint)item, (uint)(item >> 32), 0, domain), Key);

    // Midpoints of 2^32 steps: never 0 and never 1.
    private double Fraction(long item, uint domain) => (Words(item, domain).W0 + 0.5) / 4294967296.0;
}

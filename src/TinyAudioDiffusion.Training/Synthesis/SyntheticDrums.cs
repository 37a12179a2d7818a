using TinyAudioDiffusion.Training.Data;
using TinyAudioDiffusion.Training.Synthesis.Instruments;
using TinyAudioDiffusion.Training.Synthesis.Signals;

namespace TinyAudioDiffusion.Training.Synthesis;

/// <summary>
/// Drum one-shots that are computed rather than recorded, so that what learns from them belongs to nobody else: kicks, snares, hi-hats and other
/// percussion from oscillators, modes, shaped noise and small rooms, with parameters drawn from wide ranges.
/// </summary>
/// <remarks>
/// Every sound starts at its first sample, ends in at least 50 ms of silence, has no offset and a peak between -6 and -0.5 dBFS. It is the same
/// to the bit on every machine: seed, index and visit decide it, and its arithmetic is IEEE +, -, *, / and sqrt. docs/built-in-data.md describes
/// the instruments and their ranges.
/// </remarks>
public sealed class SyntheticDrums : ITrainingData
{
    private const int LeastSamples = 8192;

    private static readonly string[] _labels = ["kick", "snare", "hihat", "percussion"];
    private static readonly DrumKind[] _allKinds = [DrumKind.Kick, DrumKind.Snare, DrumKind.HiHat, DrumKind.Percussion];

    private static readonly string[] _classLabels = [.. DrumClasses.All.Select(@class => @class.Name)];

    private readonly DrumKind[] _kinds;
    private readonly bool _tellsClasses;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="seed">The seed; another one gives other sounds throughout.</param>
    /// <param name="count">How many sounds count as an epoch.</param>
    /// <param name="samples">The length of every sound in samples, at least 8192.</param>
    /// <param name="kinds">The kinds, which take turns with the index; all four where null.</param>
    /// <param name="variety">How far from the middle of its range each parameter may lie, 0 to 1: less makes sounds of a kind more alike, and easier to learn.</param>
    /// <param name="tellsClasses">Whether labels tell the classes of <see cref="DrumClasses"/>, claps and cowbells apart, instead of the four kinds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive, the length too short, the variety out of range, or a kind does not exist.</exception>
    /// <exception cref="ArgumentException">There is no kind.</exception>
    public SyntheticDrums(
        ulong seed = 0, int count = 40000, int samples = 32768, IReadOnlyList<DrumKind>? kinds = null, double variety = 1,
        bool tellsClasses = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, LeastSamples);
        ArgumentOutOfRangeException.ThrowIfLessThan(variety, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(variety, 1);
        if (kinds is { Count: 0 })
            throw new ArgumentException("There must be at least one kind of drum sound.", nameof(kinds));
        (Seed, Count, Samples, Variety, _kinds) = (seed, count, samples, variety, [.. kinds ?? _allKinds]);
        _tellsClasses = tellsClasses;
        foreach (var kind in _kinds)
        {
            if (!Enum.IsDefined(kind))
                throw new ArgumentOutOfRangeException(nameof(kinds), kind, "There is no such kind of drum sound.");
        }
    }

    /// <summary>Gets the seed.</summary>
    public ulong Seed { get; }

    /// <summary>Gets how far from the middle of its range each parameter may lie, 0 to 1.</summary>
    public double Variety { get; }

    /// <inheritdoc/>
    public int SampleRate => StereoSound.SampleRate;

    /// <inheritdoc/>
    public int Channels => 2;

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Gets the labels, whichever kinds there are: kick, snare, hihat and percussion, in the order of <see cref="DrumKind"/>; or those of <see cref="DrumClasses"/>.</summary>
    public IReadOnlyList<string> Labels => _tellsClasses ? _classLabels : _labels;

    /// <summary>Says what kind of drum sound an index stands for.</summary>
    /// <param name="index">The sound, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The kind.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sound.</exception>
    public DrumKind KindOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _kinds[index % _kinds.Length];
    }

    /// <inheritdoc/>
    public int Read(int index, ulong visit, Span<float> destination)
    {
        var kind = KindOf(index);
        if (destination.Length != Channels * Samples)
            throw new ArgumentException($"A sound has {Channels} channels of {Samples} samples; the destination holds {destination.Length} values.", nameof(destination));

        var draws = Draws.Of(Seed, index, visit, (float)Variety);
        var (instrument, @class) = Repertoire.Draw(kind, draws);
        var production = Production.Draw(kind, draws);
        using var sound = new StereoSound(Samples);
        instrument.Render(sound, draws);
        production.Apply(sound, draws);
        sound.CopyTo(destination[..Samples], destination[Samples..]);
        return _tellsClasses ? Array.IndexOf(_classLabels, @class) : (int)kind;
    }
}

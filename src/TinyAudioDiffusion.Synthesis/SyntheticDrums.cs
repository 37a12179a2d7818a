using TinyAudioDiffusion.Synthesis.Instruments;
using TinyAudioDiffusion.Synthesis.Signals;

namespace TinyAudioDiffusion.Synthesis;

/// <summary>
/// Computes drum one-shots, so that a model which learns from them depends on nobody's recordings: kicks, snares, hi-hats and other
/// percussion from oscillators, modes, shaped noise and small rooms, with parameters drawn from wide ranges.
/// </summary>
/// <remarks>
/// Every sound starts at its first sample, ends in at least 50 ms of silence, has no offset and a peak between -6 and -0.5 dBFS. It is the
/// same to the bit on every machine: seed, index and visit decide it, and its arithmetic is IEEE +, -, *, / and sqrt. docs/built-in-data.md
/// describes the instruments and their ranges.
/// </remarks>
public sealed class SyntheticDrums
{
    private const int LeastSamples = 8192;

    private static readonly DrumKind[] _allKinds = [DrumKind.Kick, DrumKind.Snare, DrumKind.HiHat, DrumKind.Percussion];

    private readonly DrumKind[] _kinds;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="seed">The seed; another one gives other sounds throughout.</param>
    /// <param name="count">The number of sounds in an epoch.</param>
    /// <param name="samples">The length of every sound in samples, at least 8192.</param>
    /// <param name="kinds">The kinds, which take turns with the index; all four where null.</param>
    /// <param name="variety">The largest distance of each parameter from the middle of its range, 0 to 1: less makes sounds of a kind more
    /// alike, and easier to learn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive, the length too short, the variety out of range, or a kind
    /// does not exist.</exception>
    /// <exception cref="ArgumentException">There is no kind.</exception>
    public SyntheticDrums(ulong seed = 0, int count = 40000, int samples = 32768, IReadOnlyList<DrumKind>? kinds = null, double variety = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, LeastSamples);
        ArgumentOutOfRangeException.ThrowIfLessThan(variety, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(variety, 1);
        if (kinds is { Count: 0 })
            throw new ArgumentException("There must be at least one kind of drum sound.", nameof(kinds));
        (Seed, Count, Samples, Variety, _kinds) = (seed, count, samples, variety, [.. kinds ?? _allKinds]);
        foreach (var kind in _kinds)
        {
            if (!Enum.IsDefined(kind))
                throw new ArgumentOutOfRangeException(nameof(kinds), kind, "There is no such kind of drum sound.");
        }
    }

    /// <summary>Gets the seed.</summary>
    public ulong Seed { get; }

    /// <summary>Gets the largest distance of each parameter from the middle of its range, 0 to 1.</summary>
    public double Variety { get; }

    /// <summary>Gets the sample rate, 44100 Hz.</summary>
    public static int SampleRate => StereoSound.SampleRate;

    /// <summary>Gets the number of channels, 2.</summary>
    public static int Channels => 2;

    /// <summary>Gets the length of every sound, in samples for each channel.</summary>
    public int Samples { get; }

    /// <summary>Gets the number of sounds in an epoch.</summary>
    public int Count { get; }

    /// <summary>Gets the kind of drum sound of an index.</summary>
    /// <param name="index">The sound, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The kind.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sound.</exception>
    public DrumKind KindOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _kinds[index % _kinds.Length];
    }

    /// <summary>Computes one sound.</summary>
    /// <param name="index">The sound, from 0 to <see cref="Count"/> - 1.</param>
    /// <param name="visit">The number of the variation; another one gives another sound of the same kind.</param>
    /// <param name="destination">Receives the samples within -1 to 1, [channels, samples].</param>
    /// <returns>The kind.</returns>
    /// <exception cref="ArgumentException">The index or the length of the destination does not fit.</exception>
    public DrumKind Render(int index, ulong visit, Span<float> destination) => Render(index, visit, destination, out _);

    /// <summary>Computes one sound, and tells its class as well.</summary>
    /// <param name="index">The sound, from 0 to <see cref="Count"/> - 1.</param>
    /// <param name="visit">The number of the variation; another one gives another sound of the same kind.</param>
    /// <param name="destination">Receives the samples within -1 to 1, [channels, samples].</param>
    /// <param name="class">Receives the name of the class, one of <see cref="DrumClasses"/>.</param>
    /// <returns>The kind.</returns>
    /// <exception cref="ArgumentException">The index or the length of the destination does not fit.</exception>
    public DrumKind Render(int index, ulong visit, Span<float> destination, out string @class)
    {
        var kind = KindOf(index);
        if (destination.Length != Channels * Samples)
            throw new ArgumentException(
                $"A sound has {Channels} channels of {Samples} samples; the destination holds {destination.Length} values.",
                nameof(destination));

        var draws = Draws.Of(Seed, index, visit, (float)Variety);
        (var instrument, @class) = Repertoire.Draw(kind, draws);
        var production = Production.Draw(kind, draws);
        using var sound = new StereoSound(Samples);
        instrument.Render(sound, draws);
        production.Apply(sound, draws);
        sound.CopyTo(destination[..Samples], destination[Samples..]);
        return kind;
    }
}

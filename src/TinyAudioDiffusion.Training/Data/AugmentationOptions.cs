namespace TinyAudioDiffusion.Training.Data;

/// <summary>
/// The variation of sounds at each read. Every kind of variation is off by default. The steps are taken in the order of the properties.
/// </summary>
public sealed record AugmentationOptions
{
    /// <summary>
    /// Gets mild variations that leave a drum what it is: half a semitone, 2 ms, 3 dB, either polarity, channels swapped or not.
    /// </summary>
    public static AugmentationOptions Mild { get; } = new()
    {
        Pitch = ValueRange.Around0(0.5),
        Shift = new(0, 0.002),
        PolarityFlip = 0.5,
        ChannelSwap = 0.5,
        Gain = new(-3, 0),
    };

    /// <summary>
    /// Gets the change of pitch in semitones, within -12 to 12, made by resampling: a sound that gets higher gets shorter and ends in
    /// silence; one that gets lower is cut.
    /// </summary>
    /// <value>Null: the pitch stays.</value>
    public ValueRange? Pitch { get; init; }

    /// <summary>
    /// Gets the shift of the onset in seconds, within -1 to 1: a later sound begins with silence and loses its end, an earlier one loses
    /// its beginning.
    /// </summary>
    /// <value>Null: the onset stays.</value>
    public ValueRange? Shift { get; init; }

    /// <summary>Gets the probability, from 0 to 1, that all samples change their sign.</summary>
    public double PolarityFlip { get; init; }

    /// <summary>
    /// Gets the probability, from 0 to 1, that the first channel changes places with the second; a source with one channel does not have
    /// it.
    /// </summary>
    public double ChannelSwap { get; init; }

    /// <summary>
    /// Gets the gain in dB, within -60 to 60. A sound that would peak beyond full scale is turned down to full scale instead.
    /// </summary>
    /// <value>Null: the level stays.</value>
    public ValueRange? Gain { get; init; }

    /// <summary>Gets the seed of the variations: another one gives others of the same kind.</summary>
    public ulong Seed { get; init; }

    internal void Validate()
    {
        Require(nameof(Pitch), Pitch ?? default, 12);
        Require(nameof(Shift), Shift ?? default, 1);
        Require(nameof(PolarityFlip), PolarityFlip);
        Require(nameof(ChannelSwap), ChannelSwap);
        Require(nameof(Gain), Gain ?? default, 60);
    }

    private static void Require(string name, ValueRange range, double distance)
    {
        if (!(range.Least >= -distance && range.Least <= range.Most && range.Most <= distance))
        {
            throw new ArgumentOutOfRangeException(
                "options",
                range,
                $"{nameof(AugmentationOptions)}.{name} is {range.Least} to {range.Most}; "
                    + $"it must be a range within {-distance} to {distance}.");
        }
    }

    private static void Require(string name, double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                "options", probability, $"{nameof(AugmentationOptions)}.{name} is {probability}; it must be from 0 to 1.");
    }
}

namespace TinyAudioDiffusion.Grooves;

/// <summary>How to play a groove with generated drums.</summary>
public sealed record GrooveOptions
{
    /// <summary>Gets the tempo in beats a minute, from 1 to 1000, instead of the groove's own and its changes.</summary>
    /// <value>Null: as the groove says.</value>
    public double? Tempo { get; init; }

    /// <summary>Gets the swing, from 0.5 to 0.75, instead of the groove's; see <see cref="Groove.Swing"/>.</summary>
    /// <value>Null: as the groove says.</value>
    public double? Swing { get; init; }

    /// <summary>Gets how often the groove is played, from 1 to 10,000.</summary>
    /// <value>1.</value>
    public int Repeats { get; init; } = 1;

    /// <summary>
    /// Gets how many sounds each part has, from 1 to 64. They take turns, so that no hit sounds like the one before. The first is the
    /// sound of the kit's seed, the others are small steps around its noise.
    /// </summary>
    /// <value>3.</value>
    public int RoundRobins { get; init; } = 3;

    /// <summary>
    /// Gets the number of velocity layers, from 1, one timbre for all, to 16. Each layer is darker than the next harder one: a low-pass of
    /// first order, whose cutoff falls from 18 kHz with the velocity to the power of 1.5. The hardest layer is the sound as it is.
    /// </summary>
    /// <value>4.</value>
    public int VelocityLayers { get; init; } = 4;

    /// <summary>
    /// Gets how far the sounds of one part lie around its own, from 0, the same sound, to 1, any other sound: the place on the arc from
    /// the pad's noise to another one.
    /// </summary>
    /// <value>0.15.</value>
    public double Spread { get; init; } = 0.15;

    /// <summary>Gets whether every hit is a sound of its own, a small step around the pad's noise.</summary>
    /// <value>False: <see cref="RoundRobins"/> sounds take turns.</value>
    public bool Fresh { get; init; }

    /// <summary>Gets the level of all in decibels, from -60 to 12: room for drums that sound together.</summary>
    /// <value>-6.</value>
    public double Gain { get; init; } = -6;

    /// <summary>Throws where a number is out of range.</summary>
    internal void Validate()
    {
        Require(Tempo ?? 120, 1, 1000, nameof(Tempo));
        Require(Swing ?? 0.5, 0.5, 0.75, nameof(Swing));
        Require(Repeats, 1, 10_000, nameof(Repeats));
        Require(RoundRobins, 1, 64, nameof(RoundRobins));
        Require(VelocityLayers, 1, 16, nameof(VelocityLayers));
        Require(Spread, 0, 1, nameof(Spread));
        Require(Gain, -60, 12, nameof(Gain));
    }

    private static void Require(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(
                "rendering", value, $"{nameof(GrooveOptions)}.{name} is {value}; it must be from {least} to {most}.");
        }
    }
}

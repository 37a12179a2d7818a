namespace TinyAudioDiffusion.NAudio;

/// <summary>A sound of a <see cref="DrumSampler"/> and how it answers: level, place, velocity, choking. Immutable.</summary>
/// <param name="Clip">The sound, of any rate; mono is heard on both sides, of more than two channels the first two.</param>
public sealed record DrumPad(AudioClip Clip)
{
    /// <summary>Gets the level in decibels, from -120 to 24, beside that of the velocity.</summary>
    /// <value>0: at velocity 1 the samples are the clip's.</value>
    public double Gain { get; init; }

    /// <summary>
    /// Gets the place between left, -1, and right, 1: the other side is turned down by a quarter of a cosine, so at 0 both are as they are.
    /// </summary>
    /// <value>0.</value>
    public double Pan { get; init; }

    /// <summary>Gets the power by which velocity becomes amplitude, from 0, always loud, over 1, in proportion, to 8.</summary>
    /// <value>2: half the velocity is a quarter of the amplitude, 12 dB less; the law of General MIDI and SFZ.</value>
    public double VelocityPower { get; init; } = 2;

    /// <summary>
    /// Gets the group of pads of which one sounds at a time: a closed hi-hat ends the open one. A hit ends what sounds of its group, its
    /// own pad included.
    /// </summary>
    /// <value>Null: in no group.</value>
    public int? ChokeGroup { get; init; }
}

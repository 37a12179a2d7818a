namespace TinyAudioDiffusion.Training.Configuration;

/// <summary>The source of the sounds of a training, and their variation.</summary>
public sealed record DataOptions
{
    /// <summary>
    /// Gets the source: a folder of sounds, or "synthetic" for computed drums; "synthetic:kick" for one kind, "synthetic:kick,snare" for
    /// some.
    /// </summary>
    public string Source { get; init; } = "";

    /// <summary>
    /// Gets the CSV file that says which files of a folder are used and which classes they have; null for all files, with folders as
    /// classes.
    /// </summary>
    public string? Csv { get; init; }

    /// <summary>Gets where the texts come from that a model which reads text learns with the sounds; null for none.</summary>
    public CaptionSource? Captions { get; init; }

    /// <summary>Gets the share of a folder's sounds that is held back for validation, from 0 to below 1.</summary>
    /// <value>0.1.</value>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>
    /// Gets the share of computed drums among the sounds, beside those of a folder, from 0 to below 1; in training and in validation.
    /// </summary>
    /// <value>0.</value>
    public double SyntheticShare { get; init; }

    /// <summary>
    /// Gets whether sounds are varied mildly each time they are read; of a folder with computed drums beside it, the folder's.
    /// </summary>
    /// <value>False.</value>
    public bool Augment { get; init; }

    /// <summary>
    /// Gets whether a folder's sounds are treated as a producer would each time they are read: tuning, envelope, equaliser, drive, layers,
    /// room, width.
    /// </summary>
    /// <value>False.</value>
    public bool Produce { get; init; }

    /// <summary>
    /// Gets whether sounds are told apart by the classes of <see cref="TinyAudioDiffusion.Synthesis.DrumClasses"/>, claps and cowbells
    /// among percussion, and heard as often as those say, instead of by the four kinds and as often as there are.
    /// </summary>
    /// <value>False.</value>
    public bool DrumClasses { get; init; }
}

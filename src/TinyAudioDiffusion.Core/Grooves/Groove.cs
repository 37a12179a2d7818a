namespace TinyAudioDiffusion.Grooves;

/// <summary>
/// A pattern of hits on a drum kit, in musical time: what a drummer plays, whatever the kit. Immutable. <see cref="GrooveGrid"/> reads one
/// from text, <see cref="BuiltInGrooves"/> has a few, <c>MidiGroove</c> of the package NAudio reads MIDI files.
/// </summary>
public sealed record Groove
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the hits, in any order.</summary>
    public required IReadOnlyList<GrooveHit> Hits { get; init; }

    /// <summary>Gets the length in quarter notes, above 0: where a repetition begins.</summary>
    public required double Beats { get; init; }

    /// <summary>Gets the tempo at the start in beats a minute, from 1 to 1000.</summary>
    /// <value>120.</value>
    public double Tempo { get; init; } = 120;

    /// <summary>Gets later changes of the tempo, in the order of their beats.</summary>
    public IReadOnlyList<TempoChange> TempoChanges { get; init; } = [];

    /// <summary>
    /// Gets the swing: the share of a pair of steps that the first one takes, from 0.5, straight, to 0.75, dotted. 2/3 is a triplet feel.
    /// </summary>
    /// <value>0.5.</value>
    public double Swing { get; init; } = 0.5;

    /// <summary>Gets the length in quarter notes of the steps that swing, above 0.</summary>
    /// <value>0.25: sixteenths.</value>
    public double SwingStep { get; init; } = 0.25;

    /// <summary>Gets what the reader of a file left out: sentences without their beginning, which is the file.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

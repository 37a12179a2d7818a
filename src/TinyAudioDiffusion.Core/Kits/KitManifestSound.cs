namespace TinyAudioDiffusion.Kits;

/// <summary>A sound in the list of a kit's sounds.</summary>
public sealed record KitManifestSound
{
    /// <summary>Gets the file below the kit's folder; a format that packs the sounds itself keeps the last part of the name.</summary>
    public required string File { get; init; }

    /// <summary>Gets the id that makes the sound again, before filter and gain; null for a sound that no model made.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the velocity layer, 0 for the hardest.</summary>
    public int Layer { get; init; }

    /// <summary>Gets the place among the sounds that take turns, from 0.</summary>
    public int RoundRobin { get; init; }

    /// <summary>Gets the highest velocity that the layer is for, above 0; 1 for the hardest.</summary>
    public double Velocity { get; init; }

    /// <summary>Gets the lowest MIDI velocity that plays the sound.</summary>
    public int LowVelocity { get; init; }

    /// <summary>Gets the highest MIDI velocity that plays the sound.</summary>
    public int HighVelocity { get; init; }

    /// <summary>Gets what the kit added to the level of the sound, in decibels.</summary>
    public double Gain { get; init; }

    internal static KitManifestSound Of(KitSample sample) => new()
    {
        File = sample.Path,
        Id = sample.Sound.Clip.Recipe is { } recipe ? SoundId.Format(recipe) : null,
        Layer = sample.Sound.Layer,
        RoundRobin = sample.Sound.RoundRobin,
        Velocity = sample.Sound.Velocity,
        LowVelocity = sample.LowVelocity,
        HighVelocity = sample.HighVelocity,
        Gain = sample.Gain,
    };
}

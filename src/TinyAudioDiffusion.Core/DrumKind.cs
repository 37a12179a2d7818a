namespace TinyAudioDiffusion;

/// <summary>The kinds of drum sounds.</summary>
public enum DrumKind
{
    /// <summary>A bass drum.</summary>
    Kick,

    /// <summary>A snare drum.</summary>
    Snare,

    /// <summary>A hi-hat, open or closed.</summary>
    HiHat,

    /// <summary>Any other percussion: toms, claps, rims, cowbells, shakers and more.</summary>
    Percussion,
}

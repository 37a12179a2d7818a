namespace TinyAudioDiffusion;

/// <summary>The measure by which finishing sets the level of a sound.</summary>
public enum Normalization
{
    /// <summary>The level stays.</summary>
    None,

    /// <summary>The largest sample gets the target in dBFS.</summary>
    Peak,

    /// <summary>The loudness after ITU-R BS.1770-4 gets the target in LUFS.</summary>
    Loudness,
}

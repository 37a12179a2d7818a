namespace TinyAudioDiffusion;

/// <summary>The names of the scores in this package.</summary>
public static class ScoreNames
{
    /// <summary>Ranks sounds by the silence of their end: <see cref="CleanTailScore"/>.</summary>
    public const string CleanTail = "clean-tail";

    /// <summary>Ranks sounds by the sharpness of their onset: <see cref="PunchScore"/>.</summary>
    public const string Punch = "punch";
}

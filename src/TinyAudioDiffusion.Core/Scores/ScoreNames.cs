namespace TinyAudioDiffusion;

/// <summary>The names of the scores in this package.</summary>
public static class ScoreNames
{
    /// <summary>How quiet the end is: <see cref="CleanTailScore"/>.</summary>
    public const string CleanTail = "clean-tail";

    /// <summary>How sharp the onset is: <see cref="PunchScore"/>.</summary>
    public const string Punch = "punch";
}

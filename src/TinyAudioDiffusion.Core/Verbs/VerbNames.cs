namespace TinyAudioDiffusion;

/// <summary>The names by which recipes tell what made a sound besides generating.</summary>
internal static class VerbNames
{
    public const string Vary = "vary";
    public const string Inpaint = "inpaint";
    public const string Interpolate = "interpolate";
    public const string FromNoise = "from-noise";
    public const string Extend = "extend";
    public const string Loop = "loop";
}

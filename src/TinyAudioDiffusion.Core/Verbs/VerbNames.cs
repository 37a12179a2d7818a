namespace TinyAudioDiffusion;

/// <summary>The names of the verbs in recipes.</summary>
internal static class VerbNames
{
    public const string Vary = "vary";
    public const string Inpaint = "inpaint";
    public const string Interpolate = "interpolate";
    public const string FromNoise = "from-noise";
    public const string Extend = "extend";
    public const string Loop = "loop";
    public const string Upsample = "upsample";
    public const string Vocode = "vocode";
    public const string Encode = "encode";
    public const string Decode = "decode";
    public const string Morph = "morph";
}

namespace TinyAudioDiffusion.Models.Transforms;

/// <summary>The names of the transforms that come with the library.</summary>
public static class TransformNames
{
    /// <summary>The waveform as it is.</summary>
    public const string Raw = "raw";

    /// <summary>Blocks of samples become channels.</summary>
    public const string Patching = "patching";

    /// <summary>A learned strided convolution each way.</summary>
    public const string Learned = "learned";
}

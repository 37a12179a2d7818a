namespace TinyAudioDiffusion;

/// <summary>The form in which a file stores samples.</summary>
public enum SampleEncoding
{
    /// <summary>16-bit integers: what every player and drum machine reads. Rounded and clamped to full scale, no dither.</summary>
    Pcm16,

    /// <summary>24-bit integers. Rounded and clamped to full scale, no dither.</summary>
    Pcm24,

    /// <summary>32-bit floats: the samples as they are, also beyond full scale. FLAC has no such samples.</summary>
    Float32,
}

namespace TinyAudioDiffusion;

/// <summary>How the samples of a WAV file are stored.</summary>
public enum WavEncoding
{
    /// <summary>16-bit integers: what every player and drum machine reads. Rounded and clamped to full scale, no dither.</summary>
    Pcm16,

    /// <summary>24-bit integers. Rounded and clamped to full scale, no dither.</summary>
    Pcm24,

    /// <summary>32-bit floats: the samples as they are, also beyond full scale.</summary>
    Float32,
}

namespace TinyAudioDiffusion.Audio.Samples;

/// <summary>The meaning of a stored sample's bytes.</summary>
internal enum SampleKind
{
    /// <summary>A two's complement integer; full scale is its largest magnitude.</summary>
    Signed,

    /// <summary>An integer whose middle value is silence.</summary>
    Unsigned,

    /// <summary>An IEEE 754 number; full scale is 1.</summary>
    Float,

    /// <summary>Eight bits of ITU-T G.711 mu-law.</summary>
    MuLaw,

    /// <summary>Eight bits of ITU-T G.711 A-law.</summary>
    ALaw,
}

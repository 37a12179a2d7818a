namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>The way in which a frame stores two channels. The difference of both takes one bit more than a sample.</summary>
internal enum FlacChannels
{
    /// <summary>Each channel as it is; the only way for other numbers of channels.</summary>
    Independent,

    /// <summary>The left channel, and left minus right.</summary>
    LeftSide,

    /// <summary>Left minus right, and the right channel.</summary>
    SideRight,

    /// <summary>The sum of both without its lowest bit, which equals that of the difference; and left minus right.</summary>
    MidSide,
}

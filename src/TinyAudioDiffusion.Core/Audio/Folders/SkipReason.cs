namespace TinyAudioDiffusion.Audio.Folders;

/// <summary>The reason why a file of a folder of sounds is left out.</summary>
public enum SkipReason
{
    /// <summary>The file or folder cannot be opened or read.</summary>
    Unreadable,

    /// <summary>The file is a sound file in name only, or it is broken.</summary>
    Malformed,

    /// <summary>
    /// The file is of a format that nobody reads here (FLAC or MP3 without an <see cref="IAudioFormat"/> for it), or has an impossible rate
    /// or too many channels.
    /// </summary>
    NotSupported,

    /// <summary>The file has samples that are not finite numbers.</summary>
    NotFinite,

    /// <summary>The part that a training would learn is silent.</summary>
    Silent,

    /// <summary>The file has another sample rate, and resampling is off.</summary>
    OtherRate,
}

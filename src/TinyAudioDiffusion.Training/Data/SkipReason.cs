namespace TinyAudioDiffusion.Training.Data;

/// <summary>Why a file of a data set was left out.</summary>
public enum SkipReason
{
    /// <summary>The file or folder cannot be opened or read.</summary>
    Unreadable,

    /// <summary>The file is a sound file in name only, or broken.</summary>
    Malformed,

    /// <summary>The file may be a sound, but of a kind that is not read: FLAC or MP3 without <see cref="FolderDataOptions.Formats"/>, an impossible rate, too many channels.</summary>
    NotSupported,

    /// <summary>There are samples that are not finite numbers.</summary>
    NotFinite,

    /// <summary>The part that would be learned is silent.</summary>
    Silent,

    /// <summary>The sample rate is another one, and resampling is off.</summary>
    OtherRate,
}

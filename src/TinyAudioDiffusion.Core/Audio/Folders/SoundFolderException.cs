namespace TinyAudioDiffusion.Audio.Folders;

/// <summary>A folder of sounds does not exist, or none of its sounds can be used.</summary>
public sealed class SoundFolderException : TinyAudioDiffusionException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="reason">What is wrong and what to do, as the rest of a sentence.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public SoundFolderException(string folder, string reason, Exception? innerException = null)
        : base($"{folder}: {reason}", innerException)
        => (Folder, Reason) = (folder, reason);

    /// <summary>Gets the folder's path.</summary>
    public string Folder { get; }

    /// <summary>Gets what is wrong.</summary>
    public string Reason { get; }

    /// <summary>Gets the files that were left out, where all of them were.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; init; } = [];
}

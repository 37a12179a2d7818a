namespace TinyAudioDiffusion.Audio;

/// <summary>Reads WAV files, as one format among others.</summary>
public sealed class WavFiles : IAudioFormat
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".wav", ".wave"];

    /// <inheritdoc/>
    public AudioFileInfo Describe(Stream stream, string name) => WavReader.Describe(stream, name);

    /// <inheritdoc/>
    public AudioClip ReadStart(Stream stream, int mostFrames, string name) => WavReader.ReadStart(stream, mostFrames, name);
}

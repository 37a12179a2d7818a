using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>WAV as one format among others.</summary>
internal sealed class WavFiles : IAudioFormat
{
    public IReadOnlyList<string> Extensions { get; } = [".wav", ".wave"];

    public AudioFileInfo Describe(Stream stream, string name) => WavReader.Describe(stream, name);

    public AudioClip ReadStart(Stream stream, int mostFrames, string name) => WavReader.ReadStart(stream, mostFrames, name);
}

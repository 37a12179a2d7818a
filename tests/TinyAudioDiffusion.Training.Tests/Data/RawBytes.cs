using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Training.Tests.Data;

/// <summary>A format for tests: each byte is a sample, 255 is full scale.</summary>
internal sealed class RawBytes : IAudioFormat
{
    public string Name => "raw";

    public IReadOnlyList<string> Extensions { get; } = [".raw"];

    public bool Recognizes(ReadOnlySpan<byte> start) => true;

    public AudioFileInfo Describe(Stream stream, string name) => new(1, 44100, stream.Length);

    public AudioClip ReadStart(Stream stream, int mostFrames, string name)
    {
        if (stream.Length < 2)
            throw new AudioFormatException(name, null, "one byte is not a sound.");
        var bytes = new byte[Math.Min(stream.Length, mostFrames)];
        stream.ReadExactly(bytes);
        return new AudioClip([.. bytes.Select(value => value / 255f)], 1, 44100);
    }
}

namespace TinyAudioDiffusion.Audio.Aiff;

/// <summary>
/// AIFF and AIFC files with PCM of up to 32 bits in either byte order, float of 32 and 64 bits, A-law and mu-law. Other compressed forms
/// are
/// refused by name.
/// </summary>
internal sealed class AiffFormat : IAudioFormat
{
    public string Name => "aiff";

    public IReadOnlyList<string> Extensions { get; } = [".aiff", ".aif", ".aifc"];

    public bool Recognizes(ReadOnlySpan<byte> start) => AiffChunks.IsAiff(start);

    public AudioFileInfo Describe(Stream stream, string name)
    {
        var start = stream.Position;
        var chunks = AiffChunks.Find(stream, name);
        stream.Position = start;
        return new AudioFileInfo(chunks.Common.Channels, chunks.Common.SampleRate, chunks.Samples.Frames)
        {
            Format = Name,
            Encoding = chunks.Common.Layout.Encoding,
            Warnings = chunks.Warnings,
        };
    }

    public AudioClip ReadStart(Stream stream, int mostFrames, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostFrames);
        var chunks = AiffChunks.Find(stream, name);
        var samples = chunks.Samples.Read(stream, mostFrames, name, "chunk \"SSND\"");
        return AudioClip.Adopt(samples, chunks.Common.Channels, chunks.Common.SampleRate, warnings: chunks.Warnings);
    }
}

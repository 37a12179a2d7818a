using TinyAudioDiffusion.Audio.Samples;

namespace TinyAudioDiffusion.Audio.Wav;

/// <summary>
/// WAV files. Reads RIFF, RF64 and BW64 with PCM of up to 32 bits in one to four bytes, float of 32 and 64 bits, A-law and mu-law, plain,
/// WAVE_FORMAT_EXTENSIBLE and ambisonic. Writes PCM of 16 and 24 bits and float of 32.
/// </summary>
/// <remarks>
/// A file that ends too early gives the whole frames that are there, with a warning; only a file without a single frame is refused. Sizes
/// that a
/// streaming recorder left open mean "to the end". Float samples are kept as they are, also NaN and values beyond full scale.
/// </remarks>
internal sealed class WavFormat : IWritableAudioFormat, IProvenanceCarrier
{
    public string Name => "wav";

    public IReadOnlyList<string> Extensions { get; } = [".wav", ".wave", ".bwf", ".rf64"];

    public bool Recognizes(ReadOnlySpan<byte> start) => WavChunks.IsWav(start);

    public AudioFileInfo Describe(Stream stream, string name)
    {
        var start = stream.Position;
        var chunks = WavChunks.Find(stream, name);
        stream.Position = start;
        return new AudioFileInfo(chunks.Format.Channels, chunks.Format.SampleRate, chunks.Samples.Frames)
        {
            Format = Name,
            Encoding = chunks.Format.Layout.Encoding,
            Warnings = chunks.Warnings,
        };
    }

    public AudioClip ReadStart(Stream stream, int mostFrames, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostFrames);
        var chunks = WavChunks.Find(stream, name);
        var samples = chunks.Samples.Read(stream, mostFrames, name, "chunk \"data\"");
        return AudioClip.Adopt(samples, chunks.Format.Channels, chunks.Format.SampleRate, warnings: chunks.Warnings);
    }

    public void Write(Stream stream, AudioClip clip, SampleEncoding encoding, string name) => WavWriter.Write(stream, clip, encoding, name);

    public ProvenancePlace? FindProvenance(Stream stream, string name)
        => WavChunks.Find(stream, name).Provenance is { } chunk ? new ProvenancePlace(chunk.Offset, chunk.Size, "chunk \"tadr\"") : null;
}

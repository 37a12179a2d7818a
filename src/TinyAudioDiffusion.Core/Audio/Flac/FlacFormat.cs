namespace TinyAudioDiffusion.Audio.Flac;

/// <summary>FLAC files (RFC 9639), which store integer samples without loss.</summary>
internal sealed class FlacFormat : IWritableAudioFormat, IProvenanceCarrier
{
    public string Name => "flac";

    public IReadOnlyList<string> Extensions { get; } = [".flac"];

    public bool Recognizes(ReadOnlySpan<byte> start) => FlacMetadata.IsFlac(start);

    public AudioFileInfo Describe(Stream stream, string name)
    {
        var start = stream.Position;
        var info = FlacMetadata.Read(stream, name).Info;
        stream.Position = start;
        return new AudioFileInfo(info.Channels, info.SampleRate, info.Frames)
        {
            Format = Name,
            Encoding = info.Bits switch { 16 => SampleEncoding.Pcm16, 24 => SampleEncoding.Pcm24, _ => null },
        };
    }

    public AudioClip ReadStart(Stream stream, int mostFrames, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostFrames);
        using var decoder = new FlacDecoder(stream, FlacMetadata.Read(stream, name), mostFrames, name);
        return decoder.Decode();
    }

    public void Write(Stream stream, AudioClip clip, SampleEncoding encoding, string name)
        => FlacWriter.Write(stream, clip, encoding, name);

    public ProvenancePlace? FindProvenance(Stream stream, string name) => FlacMetadata.Read(stream, name).Provenance;
}

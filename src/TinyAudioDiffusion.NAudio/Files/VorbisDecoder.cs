using NAudio.Wave;
using NVorbis;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>Decodes Ogg Vorbis with NVorbis, which is managed.</summary>
internal sealed class VorbisDecoder : IDecoder
{
    private readonly VorbisReader _file;

    public VorbisDecoder(Stream stream)
    {
        _file = new VorbisReader(stream, closeOnDispose: false);
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(_file.SampleRate, _file.Channels);
    }

    public WaveFormat WaveFormat { get; }

    /// <summary>Tells whether a file begins with a page of Ogg that holds the first packet of a Vorbis stream.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start)
        => start.Length >= 35 && start.StartsWith("OggS"u8) && start[28] == 1 && start[29..35].SequenceEqual("vorbis"u8);

    public long Frames => Math.Max(0, _file.TotalSamples);

    public int Read(Span<float> buffer) => _file.ReadSamples(buffer);

    public void Dispose() => _file.Dispose();
}

using NAudio.Wave;
using NVorbis;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>Decodes Ogg Vorbis with NVorbis, which is managed.</summary>
internal sealed class VorbisDecoder : IDecoder
{
    private readonly OggPackets _packets;
    private readonly StreamDecoder _decoder;

    public VorbisDecoder(Stream stream)
    {
        _packets = new OggPackets(stream);
        _decoder = new StreamDecoder(_packets);
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(_decoder.SampleRate, _decoder.Channels);
    }

    public WaveFormat WaveFormat { get; }

    /// <summary>Tells whether a file begins with a page of Ogg that holds the first packet of a Vorbis stream.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start)
        => start.Length >= 35 && start.StartsWith("OggS"u8) && start[28] == 1 && start[29..35].SequenceEqual("vorbis"u8);

    public long Frames => Math.Max(0, _decoder.TotalSamples);

    public int Read(Span<float> buffer) => _decoder.Read(buffer, 0, buffer.Length);

    public void Dispose()
    {
        _decoder.Dispose();
        _packets.Dispose();
    }
}

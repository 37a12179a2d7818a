using NAudio.Wave;
using NVorbis;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>Decodes Ogg Vorbis with NVorbis, which is managed.</summary>
internal sealed class VorbisDecoder : IDecoder
{
    private readonly OggPackets _packets;
    private readonly StreamDecoder _decoder;
    private long _left; // in samples of all channels

    public VorbisDecoder(Stream stream)
    {
        _packets = new OggPackets(stream);
        _decoder = new StreamDecoder(_packets);
        Frames = Math.Max(0, _decoder.TotalSamples);
        _left = Frames is 0 || Frames > long.MaxValue / _decoder.Channels ? long.MaxValue : Frames * _decoder.Channels;
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(_decoder.SampleRate, _decoder.Channels);
    }

    public WaveFormat WaveFormat { get; }

    /// <summary>Tells whether a file begins with a page of Ogg that holds the first packet of a Vorbis stream.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start)
        => start.Length >= 35 && start.StartsWith("OggS"u8) && start[28] == 1 && start[29..35].SequenceEqual("vorbis"u8);

    /// <summary>The number of frames that the last page says; the decoder may have some more, which belong to no sound.</summary>
    public long Frames { get; }

    public int Read(Span<float> buffer)
    {
        var read = _decoder.Read(buffer, 0, (int)Math.Min(buffer.Length, _left));
        _left -= read;
        return read;
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _packets.Dispose();
    }
}

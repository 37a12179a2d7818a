using NAudio.Wave;
using NLayer;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>Decodes MP3 (MPEG 1 and 2, layers 1 to 3) with NLayer, which is managed.</summary>
internal sealed class Mp3Decoder : IDecoder
{
    private readonly MpegFile _file;

    public Mp3Decoder(Stream stream)
    {
        _file = new MpegFile(stream);
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(_file.SampleRate, _file.Channels);
    }

    public WaveFormat WaveFormat { get; }

    /// <summary>Tells whether a file begins with two frames of MPEG audio, or with zeros before them.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start)
    {
        var zeros = start.IndexOfAnyExcept((byte)0);
        return zeros >= 0 && Mp3Frame.SizeAt(start[zeros..]) is { } size
            && (zeros + size + Mp3Frame.HeaderSize > start.Length || Mp3Frame.SizeAt(start[(zeros + size)..]) is not null);
    }

    public long Frames => Math.Max(0, _file.Length / (sizeof(float) * _file.Channels));

    public int Read(Span<float> buffer) => _file.ReadSamples(buffer);

    public void Dispose()
    {
        // MpegFile would close the stream, which belongs to the caller; it holds nothing else.
    }
}

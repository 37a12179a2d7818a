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

    public long Frames => Math.Max(0, _file.Length / (sizeof(float) * _file.Channels));

    public int Read(Span<float> buffer) => _file.ReadSamples(buffer);

    public void Dispose()
    {
        // MpegFile would close the stream, which belongs to the caller; it holds nothing else.
    }
}

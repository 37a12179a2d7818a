using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Files;

/// <summary>Decodes with one of NAudio's own readers.</summary>
internal sealed class WaveStreamDecoder(WaveStream reader) : IDecoder
{
    private readonly ISampleProvider _samples = reader.ToSampleProvider();

    public WaveFormat WaveFormat => _samples.WaveFormat;

    public long Frames => Math.Max(0, reader.Length / reader.BlockAlign);

    public int Read(Span<float> buffer) => _samples.Read(buffer);

    public void Dispose() => reader.Dispose();
}

using NAudio.Wave;
using TinyAudioDiffusion.Grooves;

namespace TinyAudioDiffusion.NAudio.Clips;

/// <summary>A groove that is played, as a sample provider.</summary>
internal sealed class PerformanceProvider(GroovePerformance performance) : ISampleProvider
{
    public WaveFormat WaveFormat { get; } = WaveFormat.CreateIeeeFloatWaveFormat(performance.SampleRate, 2);

    public int Read(Span<float> buffer) => performance.Read(buffer[..(buffer.Length & ~1)]);
}

using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Tests.Fakes;

/// <summary>Gives counted samples, at most so many a call; endless where no length is said.</summary>
internal sealed class ScriptedProvider(int mostPerCall, int? length = null, int channels = 2) : ISampleProvider
{
    public WaveFormat WaveFormat { get; init; } = WaveFormat.CreateIeeeFloatWaveFormat(44100, channels);

    public int Given { get; private set; }

    public int Read(Span<float> buffer)
    {
        var count = Math.Min(Math.Min(mostPerCall, buffer.Length), (length ?? int.MaxValue) - Given);
        for (var i = 0; i < count; i++)
            buffer[i] = Given + i;
        Given += count;
        return count;
    }
}

using NAudio.Wave;

namespace TinyAudioDiffusion.NAudio.Playback;

/// <summary>Turns a provider up and down. A new gain is reached over the next block, frame by frame, so that nothing clicks.</summary>
internal sealed class Fader(ISampleProvider source, Func<float> volume) : ISampleProvider
{
    private float _gain = volume();

    public WaveFormat WaveFormat => source.WaveFormat;

    public int Read(Span<float> buffer)
    {
        var count = source.Read(buffer);
        var (from, to) = (_gain, volume());
        _gain = to;
        if (from == 1f && to == 1f)
            return count;

        var channels = WaveFormat.Channels;
        var step = (to - from) * channels / Math.Max(1, count);
        for (var i = 0; i < count; i++)
            buffer[i] *= from + (((i / channels) + 1) * step);
        return count;
    }
}

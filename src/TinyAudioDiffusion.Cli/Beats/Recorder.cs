using NAudio.Wave;

namespace TinyAudioDiffusion.Cli.Beats;

/// <summary>Keeps what a sound device takes from a stereo provider.</summary>
internal sealed class Recorder(ISampleProvider source) : ISampleProvider
{
    private readonly List<float> _samples = [];

    public WaveFormat WaveFormat => source.WaveFormat;

    public int Read(Span<float> buffer)
    {
        var count = source.Read(buffer);
        _samples.AddRange(buffer[..count]);
        return count;
    }

    /// <summary>Makes a clip of all that was taken.</summary>
    public AudioClip ToClip(AudioProvenance? provenance)
    {
        var planar = new float[_samples.Count];
        for (var i = 0; i < planar.Length; i++)
            planar[((i % 2) * (planar.Length / 2)) + (i / 2)] = _samples[i];
        return new AudioClip(planar, 2, WaveFormat.SampleRate) { Provenance = provenance };
    }
}

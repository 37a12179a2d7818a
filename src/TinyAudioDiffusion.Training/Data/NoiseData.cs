using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Noise;

namespace TinyAudioDiffusion.Training.Data;

/// <summary>Quiet noise in the form that a model takes: costs next to nothing to make.</summary>
internal sealed class NoiseData(AudioShape audio, IReadOnlyList<string> labels) : ITrainingData
{
    private readonly float[] _sound = Sound(audio);

    public int SampleRate => audio.SampleRate;

    public int Channels => audio.Channels;

    public int Samples => audio.Length;

    public int Count => 1000;

    public IReadOnlyList<string> Labels => labels;

    public int Read(int index, ulong visit, Span<float> destination)
    {
        ReadArguments.Check(this, index, destination.Length);
        _sound.CopyTo(destination);
        return labels.Count == 0 ? -1 : index % labels.Count;
    }

    private static float[] Sound(AudioShape audio)
    {
        var sound = new float[audio.Channels * audio.Length];
        new NoiseStream(0).Fill(sound, audio.Channels, draw: 0);
        foreach (ref var sample in sound.AsSpan())
            sample = Math.Clamp(0.1f * sample, -1f, 1f);
        return sound;
    }
}

namespace TinyAudioDiffusion.NAudio.Tests.Fakes;

internal static class TestClips
{
    /// <summary>Makes a clip of which every sample is another number.</summary>
    public static AudioClip Distinct(int length, int channels = 2, int sampleRate = 44100)
        => new([.. Enumerable.Range(1, length * channels).Select(i => i / 65536f)], channels, sampleRate);

    public static AudioClip Constant(float value, int length, int channels = 1, int sampleRate = 44100)
        => new([.. Enumerable.Repeat(value, length * channels)], channels, sampleRate);

    public static AudioClip Sine(double frequency, int length, int channels = 1, int sampleRate = 44100)
    {
        var one = Enumerable.Range(0, length).Select(i => (float)(0.5 * Math.Sin(2 * Math.PI * frequency * i / sampleRate))).ToArray();
        return new AudioClip([.. Enumerable.Range(0, channels).SelectMany(_ => one)], channels, sampleRate);
    }
}

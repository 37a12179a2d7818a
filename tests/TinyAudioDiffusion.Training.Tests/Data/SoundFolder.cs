namespace TinyAudioDiffusion.Training.Tests.Data;

/// <summary>A folder of sounds that is gone after the test.</summary>
internal sealed class SoundFolder : IDisposable
{
    public const int Rate = 44100;

    public string Path { get; } = Directory.CreateTempSubdirectory("tad-data-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a decaying tone in noise; each seed gives another one.</summary>
    public static AudioClip Drum(int seed, int channels = 1, int rate = Rate, int length = 8000, double level = 0.5)
    {
        var random = new Random(seed);
        var frequency = 60 + (random.NextDouble() * 2000);
        var samples = new float[channels * length];
        for (var i = 0; i < samples.Length; i++)
        {
            var time = (double)(i % length) / rate;
            samples[i] = (float)(level * Math.Exp(-time * 20) * (Math.Cos(2 * Math.PI * frequency * time) + (0.3 * (random.NextDouble() - 0.5))) / 1.2);
        }

        return new AudioClip(samples, channels, rate);
    }

    public SoundFolder With(string name, AudioClip clip, SampleEncoding encoding = SampleEncoding.Float32)
    {
        clip.Save(this[name], encoding);
        return this;
    }

    public SoundFolder With(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this;
    }

    /// <summary>Writes a text file and gives its path.</summary>
    public string Text(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

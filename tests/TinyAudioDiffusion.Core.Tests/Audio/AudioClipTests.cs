namespace TinyAudioDiffusion.Tests.Audio;

public sealed class AudioClipTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tad-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Constructor_KeepsItsOwnCopy()
    {
        float[] samples = [1f, 2f];
        var clip = new AudioClip(samples, 1, 44100);

        samples[0] = 9f;

        Assert.Equal(1f, clip.Samples.Span[0]);
    }

    [Fact]
    public void Constructor_BadArguments_Throw()
    {
        Assert.Throws<ArgumentException>(() => new AudioClip(new float[3], 2, 44100));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioClip(new float[2], 0, 44100));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioClip(new float[2], 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AudioClip(new float[2], 1, 44100).Channel(1));
    }

    [Fact]
    public void Streams_HoldWhatFilesHold()
    {
        var clip = new AudioClip([0.1f, -0.5f, 0.25f, 0f], 2, 44100);
        var path = Path.Combine(_folder.FullName, "clip.wav");
        clip.Save(path, SampleEncoding.Pcm24);

        var bytes = clip.ToWav(SampleEncoding.Pcm24);

        Assert.Equal(File.ReadAllBytes(path), bytes);
        Assert.Equal(AudioClip.Load(path).Samples.ToArray(), AudioClip.Load(new MemoryStream(bytes)).Samples.ToArray());

        using var flac = new MemoryStream();
        clip.Save(flac, SampleEncoding.Pcm16, "flac");
        Assert.Equal("fLaC"u8.ToArray(), flac.ToArray()[..4]);
        Assert.Throws<UnknownNameException>(() => clip.Save(flac, format: "mp3"));
    }

    [Fact]
    public void Peak_IsTheLargestMagnitude()
    {
        var clip = new AudioClip([0.1f, -0.5f, 0.25f, 0f], 2, 44100);

        Assert.Equal(0.5f, clip.Peak);
        Assert.Equal(-6.0206, clip.PeakDbfs, 4);
        Assert.Equal(double.NegativeInfinity, new AudioClip(new float[4], 1, 44100).PeakDbfs);
        Assert.Equal(0f, new AudioClip([], 1, 44100).Peak);
        Assert.Equal(float.NaN, new AudioClip([1f, float.NaN], 1, 44100).Peak);
    }

    [Fact]
    public void SaveAndLoad_GiveTheSoundBack_AndReplaceWhatIsThere()
    {
        var path = Path.Combine(_folder.FullName, "kick.wav");
        new AudioClip(new float[1000], 1, 44100).Save(path);
        new AudioClip([0.5f, -0.5f, 0.25f, 0f], 2, 48000).Save(path, SampleEncoding.Pcm24);

        var clip = AudioClip.Load(path);

        Assert.Equal([0.5f, -0.5f, 0.25f, 0f], clip.Samples.ToArray());
        Assert.Equal((2, 48000), (clip.Channels, clip.SampleRate));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void Load_BadFile_NamesIt()
    {
        var path = Path.Combine(_folder.FullName, "bad.wav");
        File.WriteAllBytes(path, [1, 2, 3]);

        Assert.Equal(path, Assert.Throws<AudioFormatException>(() => AudioClip.Load(path)).File);
    }
}

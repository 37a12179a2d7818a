using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Tests.Audio;

public class FlacWriterTests
{
    public static TheoryData<string, float[], int> Sounds()
    {
        var random = new Random(20261128); // seeded: the same sounds every time
        float[] Of(int length, Func<int, double> sample) => [.. Enumerable.Range(0, length).Select(i => (float)sample(i))];
        double Noise() => (2 * random.NextDouble()) - 1;
        return new()
        {
            { "one sample", [0.5f], 1 },
            { "silence", new float[10_000], 2 },
            { "full scale", Of(5000, i => i % 2 == 0 ? 1 : -1), 1 },
            { "noise", Of(9000, _ => Noise()), 2 },
            { "noise beyond full scale", Of(9000, _ => 3 * Noise()), 2 },
            { "a sine", Of(8192, i => 0.7 * Math.Sin(i * 0.05)), 1 },
            { "a drum", Of(20_000, i => Math.Exp(-(i % 10_000) / 900.0) * (Math.Sin(i * 0.01) + (0.1 * Noise()))), 2 },
            { "equal channels", [.. Enumerable.Repeat(Of(5000, i => Math.Sin(i * 0.03)), 2).SelectMany(channel => channel)], 2 },
            { "opposite channels", Of(10_000, i => (i < 5000 ? 1 : -1) * Math.Sin((i % 5000) * 0.03)), 2 },
            { "steps of 256", Of(5000, i => Math.Round(100 * Math.Sin(i * 0.02)) / 128), 1 },
            { "a ramp", Of(4096, i => (i / 4096.0) - 0.5), 1 },
            { "eight channels", Of(8 * 300, i => Math.Sin(i * 0.1)), 8 },
            { "an impulse", Of(4097, i => i == 4096 ? -1 : 0), 1 },
            { "the loudest and the softest side by side", Of(4096, i => i < 2048 ? 1e-7 * Noise() : Noise()), 1 },
        };
    }

    [Theory]
    [MemberData(nameof(Sounds))]
    public void RoundTrip_GivesTheSamplesOfTheWav(string what, float[] samples, int channels)
    {
        var clip = new AudioClip(samples, channels, 44100);
        foreach (var encoding in (ReadOnlySpan<SampleEncoding>)[SampleEncoding.Pcm16, SampleEncoding.Pcm24])
        {
            var (wav, flac) = (Write(clip, "wav", encoding), Write(clip, "flac", encoding));

            var read = Read(flac); // checks every checksum
            Assert.Equal(Read(wav).Samples.ToArray(), read.Samples.ToArray());
            Assert.Empty(read.Warnings);
            Assert.True(flac.Length <= wav.Length + 200 + (channels * 50), $"{what}: {flac.Length} bytes instead of {wav.Length}");
            Assert.Equal(encoding, AudioFormats.BuiltIn.Describe(new MemoryStream(flac)).Encoding);
        }
    }

    [Theory]
    [InlineData("stereo16", 0.72)] // flac -8 gives 0.69 of these 0.07 seconds with much noise
    [InlineData("same16", 0.40)]
    [InlineData("sides16", 0.25)]
    [InlineData("silence16", 0.30)]
    [InlineData("wasted16", 0.50)]
    [InlineData("stereo24", 0.86)]
    [InlineData("mono16", 0.73)]
    public void Sizes_AreNearThoseOfTheReferenceEncoder(string name, double share)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "fixtures", "sounds", name + ".wav");
        var info = AudioFormats.BuiltIn.Describe(path);

        var flac = Write(AudioClip.Load(path), "flac", info.Encoding!.Value);

        Assert.InRange((double)flac.Length / new FileInfo(path).Length, 0.05, share);
    }

    [Fact]
    public void Write_TheSameSound_GivesTheSameBytes()
    {
        var clip = AudioClip.Load(Path.Combine(AppContext.BaseDirectory, "fixtures", "sounds", "stereo16.wav"));

        Assert.Equal(Write(clip, "flac"), Write(clip, "flac"));
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(44101)]
    [InlineData(192000)]
    [InlineData(1_000_000)]
    public void Write_AnyRate(int rate) => Assert.Equal(rate, Read(Write(new AudioClip(new float[300], 1, rate), "flac")).SampleRate);

    [Fact]
    public void Write_ManyFrames_NumbersThemAll()
    {
        var clip = new AudioClip([.. Enumerable.Range(0, 130 * 4096).Select(i => (i % 97) / 200f)], 1, 44100);

        Assert.Equal(130 * 4096, Read(Write(clip, "flac")).Length);
    }

    public static TheoryData<string, AudioClip, SampleEncoding, string> Impossible() => new()
    {
        { "float", new AudioClip([0f], 1, 44100), SampleEncoding.Float32, "stores integers" },
        { "nine channels", new AudioClip(new float[9], 9, 44100), SampleEncoding.Pcm16, "9 channels" },
        { "two megahertz", new AudioClip([0f], 1, 2_000_000), SampleEncoding.Pcm16, "2000000 Hz" },
        { "nothing", new AudioClip([], 1, 44100), SampleEncoding.Pcm16, "without samples" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Write_WhatFlacCannotHold_SaysWhy_AndWritesNothing(string what, AudioClip clip, SampleEncoding encoding, string message)
    {
        using var stream = new MemoryStream();

        var exception = Assert.Throws<AudioFormatException>(() => AudioFormats.BuiltIn.Write(stream, clip, "flac", encoding, what));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => AudioFormats.BuiltIn.Write(stream, new AudioClip([0f], 1, 44100), "flac", (SampleEncoding)9));
    }

    [Fact]
    public void Save_TheExtensionDecides()
    {
        var folder = Directory.CreateTempSubdirectory("tad-formats-");
        try
        {
            var clip = new AudioClip([0.5f, -0.5f], 1, 44100);
            foreach (var (name, format) in new[] { ("a.wav", "wav"), ("b.FLAC", "flac"), ("c", "wav") })
            {
                clip.Save(Path.Combine(folder.FullName, name));
                Assert.Equal(format, AudioFormats.BuiltIn.Describe(Path.Combine(folder.FullName, name)).Format);
            }

            var refused = Assert.Throws<AudioFormatException>(() => clip.Save(Path.Combine(folder.FullName, "d.mp3")));
            Assert.Contains("use .wav or .flac", refused.Message, StringComparison.Ordinal);
            Assert.Equal(3, folder.GetFiles().Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Write(AudioClip clip, string format, SampleEncoding encoding = SampleEncoding.Pcm16)
    {
        using var stream = new MemoryStream();
        AudioFormats.BuiltIn.Write(stream, clip, format, encoding);
        return stream.ToArray();
    }

    private static AudioClip Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return AudioFormats.BuiltIn.Read(stream);
    }
}

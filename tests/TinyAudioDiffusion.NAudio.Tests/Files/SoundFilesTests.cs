using NAudio.Wave;
using TinyAudioDiffusion.Audio.Folders;
using TinyAudioDiffusion.NAudio.Tests.Fakes;
using TinyAudioDiffusion.Training.Data.Folders;

namespace TinyAudioDiffusion.NAudio.Tests.Files;

public sealed class SoundFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tad-naudio-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(SampleEncoding.Pcm16)]
    [InlineData(SampleEncoding.Pcm24)]
    public void Read_Aiff_GivesTheSamplesOfTheWav(SampleEncoding encoding)
    {
        var (wav, aiff) = (InFolder("a.wav"), InFolder("a.AIFF"));
        TestClips.Sine(441, 1001, channels: 2, sampleRate: 48000).Save(wav, encoding);
        using (var reader = new WaveFileReader(wav))
            AiffFileWriter.CreateAiffFile(aiff, reader);
        AssertSame(AudioClip.Load(wav), SoundFiles.Formats.Read(aiff));
    }

    [Fact]
    public void Read_Wav_IsOurReaders()
    {
        TestClips.Distinct(100).Save(InFolder("a.wav"), SampleEncoding.Float32);
        AssertSame(TestClips.Distinct(100), SoundFiles.Formats.Read(InFolder("a.wav")));
    }

    [Theory]
    [InlineData("sine.mp3")]
    [InlineData("sine.ogg")]
    public void Read_Lossy_IsNearTheSoundThatWasEncoded(string name)
    {
        var original = AudioClip.Load(Fixture("sine.wav"));
        var read = SoundFiles.Formats.Read(Fixture(name));
        Assert.Equal((original.Channels, original.SampleRate), (read.Channels, read.SampleRate));
        Assert.InRange(read.Length, original.Length, original.Length + 3000); // encoders pad with silence
        for (var channel = 0; channel < 2; channel++)
            Assert.InRange(LeastDistance(original.Channel(channel), read.Channel(channel)), 0, 0.02); // a twentieth of the sine
    }

    [Theory]
    [InlineData("sine.mp3")]
    [InlineData("sine.ogg")]
    public void Formats_DescribeAndReadStart_TellAndReadThePart(string name)
    {
        var format = Assert.Single(SoundFiles.Formats.Items, format => format.Extensions.Contains(Path.GetExtension(name)));
        using var stream = File.OpenRead(Fixture(name));
        var description = format.Describe(stream, name);
        Assert.Equal((2, 48000), (description.Channels, description.SampleRate));
        Assert.InRange(description.Frames, 24_000, 28_000);
        Assert.Equal(0, stream.Position);
        Assert.Equal(123, format.ReadStart(stream, 123, name).Length);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Formats_OfATrainingFolder_AreLearned()
    {
        File.Copy(Fixture("sine.mp3"), InFolder("a.mp3"));
        File.Copy(Fixture("sine.ogg"), InFolder("b.ogg"));
        File.WriteAllText(InFolder("c.mp3"), "not one");

        var data = FolderData.Open(_folder, new FolderDataOptions { Formats = SoundFiles.Formats });
        Assert.Equal(2, data.Count);
        Assert.Equal("c.mp3", Assert.Single(data.Summary.Skipped).Path);
        Assert.Equal(SkipReason.Malformed, data.Summary.Skipped[0].Kind);
    }

    [Theory]
    [InlineData("sine.mp3", "mp3")]
    [InlineData("sine.ogg", "ogg")]
    public void Read_WrongExtension_ContentDecides(string name, string format)
    {
        File.Copy(Fixture(name), InFolder("a.wav"));
        Assert.Equal(format, SoundFiles.Formats.Describe(InFolder("a.wav")).Format);
        Assert.Equal(
            SoundFiles.Formats.Read(Fixture(name)).Samples.ToArray(), SoundFiles.Formats.Read(InFolder("a.wav")).Samples.ToArray());
    }

    [Fact]
    public void Read_Mp3_BehindATagOrZeros_IsRecognized()
    {
        var file = File.ReadAllBytes(Fixture("sine.mp3"));
        File.WriteAllBytes(InFolder("a.mp3"), [.. "ID3"u8, 4, 0, 0, 0, 0, 1, 0, .. new byte[128], .. file]);
        File.WriteAllBytes(InFolder("b.mp3"), [.. new byte[100], .. file]);
        Assert.Equal("mp3", SoundFiles.Formats.Describe(InFolder("a.mp3")).Format);
        Assert.Equal("mp3", SoundFiles.Formats.Describe(InFolder("b.mp3")).Format);
    }

    [Fact]
    public void Read_MissingFile_IsAnIOException()
        => Assert.Throws<FileNotFoundException>(() => SoundFiles.Formats.Read(InFolder("a.aiff")));

    [Theory]
    [InlineData("a.aiff")]
    [InlineData("a.mp3")]
    [InlineData("a.ogg")]
    public void Read_EmptyOrText_IsATypedFailure(string name)
    {
        foreach (var content in (byte[][])[[], "FORM"u8.ToArray(), "This is no sound at all, however long one looks at it."u8.ToArray()])
        {
            File.WriteAllBytes(InFolder(name), content);
            var exception = Assert.Throws<AudioFormatException>(() => SoundFiles.Formats.Read(InFolder(name)));
            Assert.Equal(InFolder(name), exception.File);
        }
    }

    [Theory]
    [InlineData(".aiff", 2000)]
    [InlineData(".ogg", 400)]
    [InlineData(".mp3", 100)]
    public void Read_MutatedFiles_GiveASoundOrATypedFailure(string extension, int files)
    {
        var original = Original(extension);
        var random = new Random(20261122); // seeded: the same files every time
        var format = SoundFiles.Formats.Items.First(format => format.Extensions.Contains(extension));
        var read = 0;
        for (var i = 0; i < files; i++)
        {
            var file = original.ToArray();
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                file[random.Next(3) == 0 ? random.Next(file.Length) : random.Next(80)] = random.Next(3) == 0
                    ? (byte)255 : (byte)random.Next(256);
            if (random.Next(6) == 0)
                file = file[..random.Next(file.Length)];
            try
            {
                using var stream = new MemoryStream(file);
                format.Describe(stream, "mutated");
                Assert.InRange(format.ReadStart(stream, 10_000, "mutated").Length, 1, 10_000);
                read++;
            }
            catch (AudioFormatException exception)
            {
                Assert.Equal("mutated", exception.File);
            }
        }

        Assert.InRange(read, 1, files - 1);
    }

    private byte[] Original(string extension)
    {
        if (extension != ".aiff")
            return File.ReadAllBytes(Fixture("sine" + extension));
        TestClips.Sine(441, 3000, channels: 2).Save(InFolder("original.wav"));
        using (var reader = new WaveFileReader(InFolder("original.wav")))
            AiffFileWriter.CreateAiffFile(InFolder("original.aiff"), reader);
        return File.ReadAllBytes(InFolder("original.aiff"));
    }

    /// <summary>The root mean square of the difference, at the shift (an encoder's delay) that makes it least.</summary>
    private static double LeastDistance(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var least = double.MaxValue;
        for (var shift = 0; shift <= 2400; shift++)
        {
            var sum = 0.0;
            for (var i = 4800; i < 14_400; i++)
                sum += Math.Pow(expected[i] - actual[i + shift], 2);
            least = Math.Min(least, Math.Sqrt(sum / 9600));
        }

        return least;
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", "sounds", name);

    private static void AssertSame(AudioClip expected, AudioClip actual)
    {
        Assert.Equal((expected.Channels, expected.SampleRate), (actual.Channels, actual.SampleRate));
        Assert.Equal(expected.Samples.ToArray(), actual.Samples.ToArray());
    }

    private string InFolder(string name) => Path.Combine(_folder, name);
}

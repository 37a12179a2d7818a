using System.Runtime.InteropServices;
using NAudio.SoundFile;
using NAudio.Wave;
using TinyAudioDiffusion.Audio.Folders;
using TinyAudioDiffusion.NAudio.Tests.Fakes;
using TinyAudioDiffusion.Training.Data;

namespace TinyAudioDiffusion.NAudio.Tests.Files;

public sealed class SoundFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tad-naudio-").FullName;

    private static bool HasSndFile => !OperatingSystem.IsWindows() && NativeLibrary.TryLoad("libsndfile.so.1", out _);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(WavEncoding.Pcm16)]
    [InlineData(WavEncoding.Pcm24)]
    public void Read_Aiff_GivesTheSamplesOfTheWav(WavEncoding encoding)
    {
        var (wav, aiff) = (InFolder("a.wav"), InFolder("a.AIFF"));
        TestClips.Sine(441, 1001, channels: 2, sampleRate: 48000).Save(wav, encoding);
        using (var reader = new WaveFileReader(wav))
            AiffFileWriter.CreateAiffFile(aiff, reader);
        AssertSame(AudioClip.Load(wav), SoundFiles.Read(aiff));
    }

    [Fact]
    public void Read_Wav_IsOurReaders()
    {
        TestClips.Distinct(100).Save(InFolder("a.wav"), WavEncoding.Float32);
        AssertSame(TestClips.Distinct(100), SoundFiles.Read(InFolder("a.wav")));
    }

    [Fact]
    public void Read_Flac_IsLossless()
    {
        Assert.SkipUnless(HasSndFile, "libsndfile is not installed.");
        var (wav, flac) = (InFolder("a.wav"), InFolder("a.flac"));
        TestClips.Sine(441, 10_000, channels: 2).Save(wav, WavEncoding.Pcm16);
        Encode(AudioClip.Load(wav), flac, SoundFileMajorFormat.Flac, SoundFileSubtype.Pcm16);
        AssertSame(AudioClip.Load(wav), SoundFiles.Read(flac));
    }

    [Theory]
    [InlineData("a.ogg", SoundFileMajorFormat.OggVorbis)]
    [InlineData("a.opus", SoundFileMajorFormat.Opus)]
    [InlineData("a.mp3", SoundFileMajorFormat.Mp3)]
    public void Read_Lossy_IsNear(string name, SoundFileMajorFormat format)
    {
        Assert.SkipUnless(HasSndFile, "libsndfile is not installed.");
        var clip = TestClips.Sine(480, 48_000, channels: 2, sampleRate: 48000);
        Encode(clip, InFolder(name), format);
        var read = SoundFiles.Read(InFolder(name));
        Assert.Equal((2, 48000), (read.Channels, read.SampleRate));
        Assert.InRange(read.Length, 48_000, 51_000); // some coders pad
        Assert.InRange(read.Channel(0)[10_000..40_000].ToArray().Max(), 0.45f, 0.55f); // coders overshoot where a sound begins
    }

    [Fact]
    public void Formats_DescribeAndReadStart_TellAndReadThePart()
    {
        Assert.SkipUnless(HasSndFile, "libsndfile is not installed.");
        Encode(TestClips.Sine(441, 10_000, channels: 2), InFolder("a.flac"), SoundFileMajorFormat.Flac);
        var format = Assert.Single(SoundFiles.Formats, format => format.Extensions.Contains(".flac"));
        using var stream = File.OpenRead(InFolder("a.flac"));
        Assert.Equal(new(2, 44100, 10_000), format.Describe(stream, "a.flac"));
        Assert.Equal(0, stream.Position);
        Assert.Equal(123, format.ReadStart(stream, 123, "a.flac").Length);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Formats_OfATrainingFolder_AreLearned()
    {
        Assert.SkipUnless(HasSndFile, "libsndfile is not installed.");
        var clip = TestClips.Sine(441, 10_000, channels: 2);
        clip.Save(InFolder("a.wav"), WavEncoding.Pcm16);
        Encode(AudioClip.Load(InFolder("a.wav")), InFolder("b.flac"), SoundFileMajorFormat.Flac, SoundFileSubtype.Pcm16);
        File.WriteAllText(InFolder("c.mp3"), "not one");

        var data = FolderData.Open(_folder, new FolderDataOptions { Formats = SoundFiles.Formats });
        Assert.Equal((2, 1), (data.Count, data.Summary.Duplicates));
        Assert.Equal("c.mp3", Assert.Single(data.Summary.Skipped).Path);
        Assert.Equal(SkipReason.Malformed, data.Summary.Skipped[0].Kind);
    }

    [Fact]
    public void Read_UnknownExtension_NamesTheKnownOnes()
    {
        var exception = Assert.Throws<AudioFormatException>(() => SoundFiles.Read(InFolder("a.xyz")));
        Assert.Contains(".wav, .aif, .aiff, ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_IsAnIOException() => Assert.Throws<FileNotFoundException>(() => SoundFiles.Read(InFolder("a.aiff")));

    [Theory]
    [InlineData("a.aiff")]
    [InlineData("a.flac")]
    [InlineData("a.mp3")]
    [InlineData("a.ogg")]
    public void Read_EmptyOrText_IsATypedFailure(string name)
    {
        foreach (var content in (byte[][])[[], "FORM"u8.ToArray(), "This is no sound at all, however long one looks at it."u8.ToArray()])
        {
            File.WriteAllBytes(InFolder(name), content);
            var exception = Assert.Throws<AudioFormatException>(() => SoundFiles.Read(InFolder(name)));
            Assert.Equal(InFolder(name), exception.File);
        }
    }

    [Theory]
    [InlineData(".aiff", 2000)]
    [InlineData(".flac", 400)]
    [InlineData(".ogg", 400)]
    [InlineData(".mp3", 100)]
    public void Read_MutatedFiles_GiveASoundOrATypedFailure(string extension, int files)
    {
        Assert.SkipUnless(extension == ".aiff" || HasSndFile, "libsndfile is not installed.");
        var original = Original(extension);
        var random = new Random(20261122); // seeded: the same files every time
        var format = SoundFiles.Formats.First(format => format.Extensions.Contains(extension));
        var read = 0;
        for (var i = 0; i < files; i++)
        {
            var file = original.ToArray();
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                file[random.Next(3) == 0 ? random.Next(file.Length) : random.Next(80)] = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(256);
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
        var path = InFolder("original" + extension);
        var clip = TestClips.Sine(441, 3000, channels: 2);
        if (extension == ".aiff")
        {
            clip.Save(InFolder("original.wav"));
            using var reader = new WaveFileReader(InFolder("original.wav"));
            AiffFileWriter.CreateAiffFile(path, reader);
        }
        else
        {
            Encode(clip, path, extension switch { ".flac" => SoundFileMajorFormat.Flac, ".mp3" => SoundFileMajorFormat.Mp3, _ => SoundFileMajorFormat.OggVorbis });
        }

        return File.ReadAllBytes(path);
    }

    private static void Encode(AudioClip clip, string path, SoundFileMajorFormat format, SoundFileSubtype subtype = SoundFileSubtype.Default)
        => SoundFileWriter.CreateSoundFile(path, clip.ToWaveStream(), format, new SoundFileWriterOptions { Subtype = subtype });

    private static void AssertSame(AudioClip expected, AudioClip actual)
    {
        Assert.Equal((expected.Channels, expected.SampleRate), (actual.Channels, actual.SampleRate));
        Assert.Equal(expected.Samples.ToArray(), actual.Samples.ToArray());
    }

    private string InFolder(string name) => Path.Combine(_folder, name);
}

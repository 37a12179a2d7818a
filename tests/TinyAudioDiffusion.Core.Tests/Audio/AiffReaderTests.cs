using System.Buffers.Binary;
using System.Text;
using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Tests.Audio;

public class AiffReaderTests
{
    // Made by sox 14.4.2 from the WAV files: see the README of the fixtures.
    [Theory]
    [InlineData("stereo16.aiff", "stereo16.wav")]
    [InlineData("stereo24.aiff", "stereo24.wav")]
    [InlineData("stereo16-in32.aiff", "stereo16.wav")]
    [InlineData("mono8.aiff", "mono8.wav")]
    [InlineData("mono16-in24.aifc", "mono16.wav")]
    [InlineData("mono16-f32.aifc", "mono16.wav")]
    [InlineData("mono16-f64.aifc", "mono16.wav")]
    public void Read_GivesTheSamplesOfTheWav(string aiff, string wav)
    {
        var (expected, actual) = (AudioClip.Load(Fixture(wav)), AudioClip.Load(Fixture(aiff)));

        Assert.Equal((expected.Channels, expected.SampleRate), (actual.Channels, actual.SampleRate));
        Assert.Equal(expected.Samples.ToArray(), actual.Samples.ToArray());
        Assert.Empty(actual.Warnings);
        Assert.Equal(
            ("aiff", (long)expected.Length),
            (AudioFormats.BuiltIn.Describe(Fixture(aiff)).Format, AudioFormats.BuiltIn.Describe(Fixture(aiff)).Frames));
    }

    [Fact]
    public void Case_AiffThatIsCalledWav_IsReadForWhatItIs()
    {
        string Case(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", "cases", "wav", name);

        Assert.Equal(
            AudioClip.Load(Case("blockalign_zero.wav")).Samples.ToArray(), AudioClip.Load(Case("aiff_named_wav.wav")).Samples.ToArray());
    }

    [Theory]
    [InlineData("NONE", 12, new byte[] { 0x40, 0x10 }, 0.5f + (1f / 2048))]
    [InlineData("NONE", 8, new byte[] { 0xC0 }, -0.5f)]
    [InlineData("twos", 16, new byte[] { 0x40, 0x00 }, 0.5f)]
    [InlineData("sowt", 16, new byte[] { 0x00, 0x40 }, 0.5f)]
    [InlineData("sowt", 24, new byte[] { 0x01, 0x00, 0x40 }, 0.5f + (1f / 8388608))]
    [InlineData("raw ", 8, new byte[] { 0xC0 }, 0.5f)]
    [InlineData("in24", 16, new byte[] { 0x40, 0x00, 0x01 }, 0.5f + (1f / 8388608))]
    [InlineData("in32", 16, new byte[] { 0x40, 0, 0, 0 }, 0.5f)]
    [InlineData("42ni", 16, new byte[] { 1, 0, 0x40 }, 0.5f + (1f / 8388608))]
    [InlineData("23ni", 16, new byte[] { 0, 0, 0, 0x40 }, 0.5f)]
    [InlineData("fl32", 32, new byte[] { 0x3F, 0, 0, 0 }, 0.5f)]
    [InlineData("FL64", 64, new byte[] { 0x3F, 0xE0, 0, 0, 0, 0, 0, 0 }, 0.5f)]
    [InlineData("ulaw", 16, new byte[] { 0x80 }, 32124 / 32768f)]
    [InlineData("alaw", 16, new byte[] { 0xAA }, 32256 / 32768f)]
    public void Read_EveryForm(string form, int bits, byte[] sample, float value)
    {
        var clip = Read(File("AIFC", Common(form: form, bits: bits, frames: 2), Sound([.. sample, .. sample])));

        Assert.Equal([value, value], clip.Samples.ToArray());
        Assert.Equal(44100, clip.SampleRate);
    }

    [Fact]
    public void Read_SamplesBehindAnOffset_AndChunksWithoutPadByte()
    {
        var odd = Chunk("ANNO", [1, 2, 3])[..^1];
        byte[] sound = [.. "SSND"u8, .. BigEndian(8 + 3 + 2), .. BigEndian(3), .. BigEndian(0), 9, 9, 9, 0x40, 0];

        Assert.Equal([0.5f], Read(File("AIFF", odd, Common(frames: 1), odd, sound)).Samples.ToArray());
    }

    [Fact]
    public void Read_FileThatEndsEarly_IsSaid()
    {
        var clip = Read(File("AIFF", Common(frames: 5), Sound([0x40, 0, 0x40, 0])));

        Assert.Equal(2, clip.Length);
        Assert.Contains(
            "ends early: it claims 5 samples of each channel, 2 are there", Assert.Single(clip.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SizesLeftOpen_MeanToTheEnd()
    {
        byte[] sound = [.. "SSND"u8, .. BigEndian(0), .. BigEndian(0), .. BigEndian(0), 0x40, 0, 0xC0, 0];

        Assert.Equal([0.5f, -0.5f], Read(File("AIFF", Common(frames: 0), sound)).Samples.ToArray());
    }

    public static TheoryData<string, byte[], string> BadFiles() => new()
    {
        { "nothing in it", File("AIFF"), "no chunk \"COMM\"" },
        { "no samples", File("AIFF", Common(frames: 1)), "no chunk \"SSND\"" },
        { "no form", File("AIFF", Sound([0, 0])), "no chunk \"COMM\"" },
        { "short COMM", File("AIFF", Chunk("COMM", new byte[10]), Sound([0, 0])), "at least 18" },
        { "short COMM of AIFC", File("AIFC", Chunk("COMM", new byte[18]), Sound([0, 0])), "at least 22" },
        { "no channels", File("AIFF", Common(channels: 0), Sound([0, 0])), "no channels" },
        { "no rate", File("AIFF", Common(rate: new byte[10]), Sound([0, 0])), "0 Hz" },
        { "a negative rate", File("AIFF", Common(rate: [0xC0, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0]), Sound([0, 0])), "not possible" },
        { "an infinite rate", File("AIFF", Common(rate: [0x7F, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0]), Sound([0, 0])), "not possible" },
        { "no bits", File("AIFF", Common(bits: 0), Sound([0, 0])), "0 bits" },
        { "33 bits", File("AIFF", Common(bits: 33), Sound([0, 0])), "33 bits" },
        { "ima4.aifc", File("AIFC", Common(form: "ima4"), Sound([0, 0])), "\"ima4\"" },
        { "a form with control characters", File("AIFC", Common(form: "\u0001\u0002\u001b["), Sound([0, 0])), "\"???[\"" },
        { "half a frame", File("AIFF", Common(channels: 2), Sound([0, 0])), "no whole frame" },
        { "an offset beyond the end",
            File("AIFF", Common(), [.. "SSND"u8, .. BigEndian(10), .. BigEndian(4_000_000_000), .. BigEndian(0), 0, 0]), "no whole frame" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Read_BadFile_SaysWhatIsWrong(string what, byte[] file, string message)
    {
        using var stream = new MemoryStream(file);

        var exception = Assert.Throws<AudioFormatException>(() => AudioFormats.BuiltIn.Read(stream, what));

        Assert.Equal(what, exception.File);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MutatedFiles_GiveASoundOrATypedError()
    {
        var random = new Random(20261128); // seeded: the same files every time
        byte[][] originals = [
            File("AIFF", Common(channels: 2, frames: 16), Sound(new byte[64])),
            File("AIFC", Chunk("ANNO", new byte[5]), Common(form: "fl32", bits: 32, frames: 16), Sound(new byte[64]))];
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var file = originals[i % 2].ToArray();
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                file[random.Next(12, file.Length)] = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(256);
            if (random.Next(4) == 0)
                file = file[..random.Next(12, file.Length)];
            try
            {
                Assert.InRange(Read(file).Samples.Length, 1, file.Length);
                read++;
            }
            catch (AudioFormatException)
            {
            }
        }

        Assert.InRange(read, 1000, 19_000);
    }

    private static byte[] File(string type, params byte[][] chunks)
    {
        var body = chunks.SelectMany(chunk => chunk).ToArray();
        return [.. "FORM"u8, .. BigEndian((uint)body.Length + 4), .. Encoding.ASCII.GetBytes(type), .. body];
    }

    private static byte[] Chunk(string id, byte[] content)
        => [.. Encoding.ASCII.GetBytes(id), .. BigEndian((uint)content.Length), .. content, .. new byte[content.Length & 1]];

    // A rate of 44100 Hz: 44100 / 2^15 with the exponent 15.
    private static byte[] Common(string? form = null, int channels = 1, uint frames = 1, int bits = 16, byte[]? rate = null)
        => Chunk("COMM",
    [
        0, (byte)channels, .. BigEndian(frames), 0, (byte)bits, .. rate ?? [0x40, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0],
        .. form is null ? [] : (byte[])[.. Encoding.ASCII.GetBytes(form), 0, 0],
    ]);

    private static byte[] Sound(byte[] samples) => Chunk("SSND", [.. BigEndian(0), .. BigEndian(0), .. samples]);

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", "sounds", name);

    private static AudioClip Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return AudioFormats.BuiltIn.Read(stream, "test");
    }
}

using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Tests.Audio;

public class WavReaderTests
{
    private static readonly double[] _samples = [0, 0.5, -0.5, 0.25, -1, 0.125];

    [Theory]
    [InlineData(8, false)]
    [InlineData(16, false)]
    [InlineData(24, false)]
    [InlineData(32, false)]
    [InlineData(32, true)]
    [InlineData(64, true)]
    public void Read_EveryFormat_PlainAndExtensible(int bits, bool isFloat)
    {
        var tag = isFloat ? 3 : 1;
        var data = WavBytes.Data(WavBytes.Encode(_samples, bits, isFloat));

        foreach (var (format, rate) in new[]
        {
            (WavBytes.Format(tag, channels: 2, rate: 8000, bits), 8000),
            (WavBytes.ExtensibleFormat(tag, channels: 2, bits), 48000),
        })
        {
            var clip = Read(WavBytes.File(format, data));

            Assert.Equal((2, rate, 3), (clip.Channels, clip.SampleRate, clip.Length));
            Assert.Equal([0f, -0.5f, -1f], clip.Channel(0).ToArray());
            Assert.Equal([0.5f, 0.25f, 0.125f], clip.Channel(1).ToArray());
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 96000)]
    [InlineData(255, 192001)]
    public void Read_AnyRateAndChannelCount(int channels, int rate)
    {
        var clip = Read(WavBytes.File(WavBytes.Format(channels: channels, rate: (uint)rate), WavBytes.Data(new byte[channels * 2 * 5])));

        Assert.Equal((channels, rate, 5), (clip.Channels, clip.SampleRate, clip.Length));
    }

    [Fact]
    public void Read_LongerThanABlock_KeepsEverySample()
    {
        var samples = Enumerable.Range(0, 100_000).Select(i => (i % 65536 / 32768.0) - 1).ToArray();

        var clip = Read(WavBytes.File(WavBytes.Format(channels: 1), WavBytes.Data(WavBytes.Encode(samples, 16, isFloat: false))));

        Assert.Equal(samples.Select(sample => (float)sample), clip.Samples.ToArray());
    }

    [Fact]
    public void Read_OtherChunks_AreSkipped_AlsoOfOddSize()
    {
        var clip = Read(WavBytes.File(
            WavBytes.Chunk("JUNK", new byte[27]), WavBytes.Format(), WavBytes.Chunk("LIST", [1, 2, 3]),
            WavBytes.Data(0, 64, 0, 192), WavBytes.Chunk("id3 ", new byte[5])));

        Assert.Equal([0.5f, -0.5f], clip.Samples.ToArray());
    }

    [Fact]
    public void Read_DataBeforeFormat_IsRead()
        => Assert.Equal([0.5f], Read(WavBytes.File(WavBytes.Data(0, 64), WavBytes.Format())).Samples.ToArray());

    [Fact]
    public void Read_NaNAndBeyondFullScale_AreKept()
    {
        double[] samples = [double.NaN, 3.5, double.PositiveInfinity];

        var clip = Read(WavBytes.File(WavBytes.Format(tag: 3, bits: 32), WavBytes.Data(WavBytes.Encode(samples, 32, isFloat: true))));

        Assert.Equal([float.NaN, 3.5f, float.PositiveInfinity], clip.Samples.ToArray());
    }

    // 0x7FFFFFFF, 0x80000000 and 0xFFFFFFFF are what writers put there that cannot go back.
    [Theory]
    [InlineData(100u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0x80000000u)]
    [InlineData(0xFFFFFFFFu)]
    public void Read_DataThatEndsEarly_GivesTheWholeFrames(uint claimed)
        => Assert.Equal(
            [0.5f, -0.5f],
            Read(WavBytes.File(WavBytes.Format(), WavBytes.Chunk("data", [0, 64, 0, 192, 7], claimed)[..^1])).Samples.ToArray());

    [Theory]
    [InlineData(0u)]
    [InlineData(36u)]
    [InlineData(0xFFFFFFFFu)]
    public void Read_SizesLeftOpen_MeanToTheEnd(uint riffSize)
    {
        var file = WavBytes.File(WavBytes.Format(), WavBytes.Chunk("data", [0, 64, 0, 192], size: 0));
        WavBytes.UInt32(riffSize).CopyTo(file, 4);

        Assert.Equal([0.5f, -0.5f], Read(file).Samples.ToArray());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(5u)]
    [InlineData(0xFFFFFFFFu)]
    public void Read_RiffSizeThatLies_IsNotBelieved(uint riffSize)
    {
        var file = WavBytes.File(WavBytes.Format(), WavBytes.Data(0, 64));
        WavBytes.UInt32(riffSize).CopyTo(file, 4);

        Assert.Equal([0.5f], Read(file).Samples.ToArray());
    }

    [Fact]
    public void Read_StreamThatCannotSeek_AndOneInTheMiddle()
    {
        var file = WavBytes.File(WavBytes.Format(), WavBytes.Data(0, 64));
        using var middle = new MemoryStream([1, 2, 3, .. file]);
        middle.Position = 3;

        Assert.Equal([0.5f], AudioFormats.BuiltIn.Read(middle).Samples.ToArray());
        using var forward = new ForwardStream(file);
        Assert.Equal([0.5f], AudioFormats.BuiltIn.Read(forward).Samples.ToArray());
    }

    [Fact]
    public void Describe_CountsTheFramesThatAreThere_AndStaysWhereItWas()
    {
        using var stream = new MemoryStream(
            WavBytes.File(WavBytes.Format(channels: 2, rate: 8000), WavBytes.Chunk("data", new byte[18], 0x7FFFFFFF)));

        var info = AudioFormats.BuiltIn.Describe(stream);

        Assert.Equal(new AudioFileInfo(2, 8000, 4) { Format = "wav", Encoding = SampleEncoding.Pcm16, Warnings = info.Warnings }, info);
        Assert.Equal(0, stream.Position);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(100, 6)]
    public void ReadStart_GivesTheBeginning(int mostFrames, int expected)
    {
        using var stream = new MemoryStream(WavBytes.File(WavBytes.Format(), WavBytes.Data(WavBytes.Encode(_samples, 16, isFloat: false))));

        Assert.Equal(
            _samples.Take(expected).Select(sample => (float)sample),
            AudioFormats.BuiltIn.Read(stream, mostFrames: mostFrames).Samples.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => AudioFormats.BuiltIn.Read(stream, mostFrames: 0));
    }

    public static TheoryData<string, byte[], string> BadFiles() => new()
    {
        { "RF64 without anything", [.. "RF64"u8, 255, 255, 255, 255, .. "WAVE"u8], "no chunk \"fmt \"" },
        { "nothing in it", WavBytes.File(), "no chunk \"fmt \"" },
        { "no format", WavBytes.File(WavBytes.Data(0, 0)), "no chunk \"fmt \"" },
        { "no data", WavBytes.File(WavBytes.Format()), "no chunk \"data\"" },
        { "half a chunk header", [.. WavBytes.File(WavBytes.Format()), .. "dat"u8], "no chunk \"data\"" },
        { "short format", WavBytes.File(WavBytes.Chunk("fmt ", new byte[14]), WavBytes.Data(0, 0)), "at least 16" },
        { "format cut off", WavBytes.File(WavBytes.Format())[..30], "at least 16" },
        { "format of 2 GiB", WavBytes.File(WavBytes.Chunk("fmt ", WavBytes.Format()[8..], 0x80000000)), "no chunk \"data\"" },
        { "no channels", WavBytes.File(WavBytes.Format(channels: 0), WavBytes.Data(0, 0)), "no channels" },
        { "no rate", WavBytes.File(WavBytes.Format(rate: 0), WavBytes.Data(0, 0)), "0 Hz" },
        { "rate of 2^31", WavBytes.File(WavBytes.Format(rate: 0x80000000), WavBytes.Data(0, 0)), "2147483648 Hz" },
        { "33 bits", WavBytes.File(WavBytes.Format(bits: 33), WavBytes.Data(0, 0)), "33 bits are not supported" },
        { "16-bit float", WavBytes.File(WavBytes.Format(tag: 3), WavBytes.Data(0, 0)), "not supported" },
        { "ADPCM", WavBytes.File(WavBytes.Format(tag: 2, bits: 4), WavBytes.Data(0, 0)), "format 2 with 4 bits" },
        { "unknown sub-format", WavBytes.File(WavBytes.ExtensibleFormat(1, 1, 16, new byte[14]), WavBytes.Data(0, 0)), "no sub-format" },
        { "extended, cut short", WavBytes.File(WavBytes.Format(tag: 0xFFFE), WavBytes.Data(0, 0)), "no sub-format" },
        { "empty data", WavBytes.File(WavBytes.Format(), WavBytes.Data(), WavBytes.Chunk("LIST", new byte[8])), "no whole frame" },
        { "half a frame", WavBytes.File(WavBytes.Format(channels: 2), WavBytes.Data(1, 2, 3)), "no whole frame" },
        { "data of 2 GiB, nothing there", WavBytes.File(WavBytes.Format(), WavBytes.Chunk("data", [], 0x80000000)), "no whole frame" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Read_BadFile_SaysWhatIsWrong(string what, byte[] file, string message)
    {
        using var stream = new MemoryStream(file);

        var exception = Assert.Throws<AudioFormatException>(() => AudioFormats.BuiltIn.Read(stream, what));

        Assert.Equal(what, exception.File);
        Assert.StartsWith(what, exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MutatedFiles_GiveASoundOrATypedError()
    {
        var random = new Random(20260611); // seeded: the same files every time
        byte[][] originals =
        [
            WavBytes.File(WavBytes.Chunk("JUNK", new byte[9]), WavBytes.Format(channels: 2), WavBytes.Data(new byte[64])),
            WavBytes.File(WavBytes.ExtensibleFormat(3, 1, 32), WavBytes.Chunk("LIST", new byte[6]), WavBytes.Data(new byte[64])),
        ];
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var file = originals[i % 2].ToArray();
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                file[random.Next(file.Length)] = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(256);
            if (random.Next(4) == 0)
                file = file[..random.Next(file.Length)];

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

    private static AudioClip Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return AudioFormats.BuiltIn.Read(stream);
    }

    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override long Length => throw new NotSupportedException();
    }
}

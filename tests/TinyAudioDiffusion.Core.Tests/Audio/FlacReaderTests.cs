using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Tests.Audio;

public class FlacReaderTests
{
    // Made by flac 1.4.2 and its own decoder, from the WAV files of the same name: see the README of the fixtures.
    [Theory]
    [InlineData("stereo16-fixed", "stereo16")] // predictors of fixed coefficients
    [InlineData("stereo16-best", "stereo16")] // linear prediction, middle and side
    [InlineData("stereo16-small-blocks", "stereo16")]
    [InlineData("stereo16-order32", "stereo16")] // the longest predictor there is
    [InlineData("stereo16-partitions", "stereo16")] // many partitions of Rice codes
    [InlineData("stereo16-no-md5", "stereo16")]
    [InlineData("sides16", "sides16")] // left and side, side and right
    [InlineData("same16", "same16")] // a side of nothing but zeros
    [InlineData("noise16", "noise16")] // verbatim
    [InlineData("silence16", "silence16")] // constant
    [InlineData("wasted16", "wasted16")] // five bits of every sample are zero; a rate of 44101 Hz
    [InlineData("streamed16", "streamed16")] // written into a pipe: no length, no MD5 sum
    [InlineData("mono8", "mono8")]
    [InlineData("mono16", "mono16")]
    [InlineData("mono16-tagged", "mono16")] // an ID3 tag before, another one after
    [InlineData("stereo24", "stereo24")]
    [InlineData("six24", "six24")]
    [InlineData("stereo32", "stereo32")]
    public void Read_GivesTheSamplesOfTheWav(string flac, string wav)
    {
        var (expected, actual) = (AudioClip.Load(Fixture(wav + ".wav")), AudioClip.Load(Fixture(flac + ".flac")));

        Assert.Equal((expected.Channels, expected.SampleRate, expected.Length), (actual.Channels, actual.SampleRate, actual.Length));
        Assert.Equal(expected.Samples.ToArray(), actual.Samples.ToArray());
        Assert.Empty(actual.Warnings);

        var info = AudioFormats.BuiltIn.Describe(Fixture(flac + ".flac"));
        Assert.Equal((expected.Channels, expected.SampleRate, "flac"), (info.Channels, info.SampleRate, info.Format));
        Assert.Contains(info.Frames, new long[] { 0, expected.Length });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(191)]
    [InlineData(193)]
    [InlineData(2999)]
    [InlineData(3000)]
    [InlineData(100_000)]
    public void Read_TheBeginning(int mostFrames)
    {
        var whole = AudioClip.Load(Fixture("stereo16.wav"));

        var start = AudioFormats.BuiltIn.Read(Fixture("stereo16-small-blocks.flac"), mostFrames);

        var length = Math.Min(mostFrames, whole.Length);
        Assert.Equal(length, start.Length);
        Assert.Equal(whole.Channel(1)[..length].ToArray(), start.Channel(1).ToArray());
        Assert.Empty(start.Warnings);
    }

    [Fact]
    public void Read_WhatEncodersSeldomWrite()
    {
        // A constant; verbatim; a residual without coding of 5 bits; one of 0 bits; parameters of 5 bits; partitions of which the first is
        // empty.
        var file = FlacBytes.File(
            FlacBytes.StreamInfo(channels: 1, frames: 24, md5: FlacBytes.Md5(
                [7, 7, 7, 7, 1, -2, 3, -4, -32768, 32767, 0, 1, 5, 3, 1, -1, 9, 9, 9, 9, 40, 41, 43, 46])),
            FlacBytes.Frame(4, 0, bits => bits.Subframe(0).Bits(16, 7)),
            FlacBytes.Frame(
                6, 0, bits => bits.Subframe(1).Bits(16, 1).Bits(16, -2).Bits(16, 3).Bits(16, -4).Bits(16, -32768).Bits(16, 32767)),
            FlacBytes.Frame(2, 0, bits => bits.Subframe(8).Bits(2, 0).Bits(4, 0).Bits(4, 0).Rice(0, 0, 1)),
            FlacBytes.Frame(
                4, 0, bits
                    => bits.Subframe(9).Bits(16, 5).Bits(2, 0).Bits(4, 0).Bits(4, 15).Bits(5, 5).Bits(5, -2).Bits(5, -2).Bits(5, -2)),
            FlacBytes.Frame(4, 0, bits => bits.Subframe(9).Bits(16, 9).Bits(2, 1).Bits(4, 0).Bits(5, 31).Bits(5, 0)),
            FlacBytes.Frame(
                4, 0, bits => bits.Subframe(10).Bits(16, 40).Bits(16, 41).Bits(2, 1).Bits(4, 1).Bits(5, 3).Bits(5, 2).Rice(2, 1, 1)));

        var clip = Read(file);

        Assert.Equal(
            [7, 7, 7, 7, 1, -2, 3, -4, -32768, 32767, 0, 1, 5, 3, 1, -1, 9, 9, 9, 9, 40, 41, 43, 46],
            clip.Samples.ToArray().Select(sample => (int)(sample * 32768)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(20)]
    public void Read_UnusualDepths(int depth)
    {
        var full = 1 << (depth - 1);
        var file = FlacBytes.File(
            FlacBytes.StreamInfo(bits: depth, frames: 3), FlacBytes.Frame(
                3, 0, bits => bits.Subframe(1).Bits(depth, -full).Bits(depth, 0).Bits(depth, full / 2)));

        Assert.Equal([-1f, 0f, 0.5f], Read(file).Samples.ToArray());
    }

    [Fact]
    public void Read_WastedBits_AndAWideSide()
    {
        // Left 32767, right -32768: the side needs 17 bits.
        var file = FlacBytes.File(
            FlacBytes.StreamInfo(channels: 2, frames: 1),
            FlacBytes.Frame(1, 8, bits => bits.Subframe(0).Bits(16, 32767).Subframe(0).Bits(17, 65535)),
            []);
        Assert.Equal([32767 / 32768f, -1f], Read(file).Samples.ToArray());

        var wasted = FlacBytes.File(
            FlacBytes.StreamInfo(frames: 1), FlacBytes.Frame(1, 0, bits => bits.Subframe(0, wasted: 14).Bits(2, -2)));
        Assert.Equal([-1f], Read(wasted).Samples.ToArray());
    }

    public static TheoryData<string, byte[], string> BadFiles()
    {
        var info = FlacBytes.StreamInfo(frames: 4);
        byte[] Bad(Action<FlacBytes> subframe) => FlacBytes.File(info, FlacBytes.Frame(4, 0, subframe));
        var good = FlacBytes.Frame(4, 0, bits => bits.Subframe(0).Bits(16, 7));
        var damaged = good.ToArray();
        damaged[^3] ^= 1;
        return new()
        {
            { "nothing after the marker", [.. "fLaC"u8], "ends before its first frame" },
            { "metadata without end", [.. "fLaC"u8, .. Enumerable.Repeat<byte[]>([1, 0, 0, 0], 20_000).SelectMany(block => block)],
                "ends before its first frame" },
            { "short STREAMINFO", FlacBytes.File(new byte[20], good), "34 are needed" },
            { "no STREAMINFO", [.. "fLaC"u8, 0x81, 0, 0, 0, .. good], "no block STREAMINFO" },
            { "a rate of zero", FlacBytes.File(FlacBytes.StreamInfo(rate: 0), good), "0 Hz" },
            { "three bits", FlacBytes.File(FlacBytes.StreamInfo(bits: 3), good), "3 bits" },
            { "no frame", FlacBytes.File(info), "no whole frame" },
            { "half a frame", FlacBytes.File(info, good[..^1]), "no whole frame" },
            { "half a header", FlacBytes.File(info, good[..5]), "no whole frame" },
            { "something else", FlacBytes.File(info, new byte[100]), "no frame begins here" },
            { "a damaged header", FlacBytes.File(info, [.. good[..4], 1, .. good[5..]]), "checksum of the header" },
            { "a damaged frame", FlacBytes.File(info, damaged), "checksum of the frame" },
            { "a wrong MD5 sum", FlacBytes.File(FlacBytes.StreamInfo(frames: 4, md5: FlacBytes.Md5(1, 2, 3, 4)), good), "MD5" },
            { "two channels instead of one", FlacBytes.File(info, FlacBytes.Frame(4, 1, bits => bits.Subframe(0).Bits(16, 7))),
                "other channels" },
            { "24 bits instead of 16", FlacBytes.File(info, FlacBytes.Frame(4, 0, bits => bits.Subframe(0).Bits(16, 7), bitsCode: 6)),
                "another depth" },
            { "48 kHz instead of 44.1", FlacBytes.File(info, FlacBytes.Frame(4, 0, bits => bits.Subframe(0).Bits(16, 7), rateCode: 10)),
                "another sample rate" },
            { "reserved channels", FlacBytes.File(info, FlacBytes.Frame(4, 11, bits => bits.Subframe(0).Bits(16, 7))), "means nothing" },
            { "a reserved rate", FlacBytes.File(info, FlacBytes.Frame(4, 0, bits => bits.Subframe(0).Bits(16, 7), rateCode: 15)),
                "means nothing" },
            { "a reserved bit in a subframe", Bad(bits => bits.Bits(8, 128).Bits(16, 7)), "must be zero" },
            { "an unknown subframe", Bad(bits => bits.Subframe(2).Bits(64, 0)), "unknown type 2" },
            { "fixed order 5", Bad(bits => bits.Subframe(13).Bits(64, 0)), "unknown type 13" },
            { "all bits wasted", Bad(bits => bits.Subframe(0, wasted: 16).Bits(16, 0)), "leaves out all bits" },
            { "a predictor longer than the frame", Bad(bits => bits.Subframe(36).Bits(64, 0).Bits(64, 0)), "longer than its frame" },
            { "precision 16", Bad(bits => bits.Subframe(32).Bits(16, 0).Bits(4, 15).Bits(5, 0).Bits(64, 0)), "means nothing" },
            { "a negative shift", Bad(bits => bits.Subframe(32).Bits(16, 0).Bits(4, 3).Bits(5, -1).Bits(64, 0)), "means nothing" },
            { "residual method 2", Bad(bits => bits.Subframe(8).Bits(2, 2).Bits(64, 0)), "unknown method 2" },
            { "partitions that do not fit", Bad(bits => bits.Subframe(8).Bits(2, 0).Bits(4, 3).Bits(64, 0)), "do not fit" },
            { "a partition shorter than the predictor", Bad(bits => bits.Subframe(11).Bits(48, 0).Bits(2, 0).Bits(4, 1).Bits(64, 0)),
                "do not fit" },
            { "a residual beyond 32 bits", Bad(bits => bits.Subframe(8).Bits(2, 1).Bits(4, 0).Bits(5, 30).Bits(64, 0).Bits(64, 0)),
                "larger than 32 bits" },
            { "a sample beyond its depth", Bad(bits => bits.Subframe(8).Bits(2, 0).Bits(4, 0).Bits(4, 15).Bits(5, 18).Bits(18, 65536)
                .Bits(18, 0).Bits(18, 0).Bits(18, 0)), "larger than its depth" },
        };
    }

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
    public void Read_FileThatEndsEarly_GivesTheWholeFrames_AndSaysSo()
    {
        var file = File.ReadAllBytes(Fixture("stereo16-small-blocks.flac"));

        var clip = Read(file[..(file.Length / 2)]);

        Assert.InRange(clip.Length, 192, 2808);
        Assert.Equal(0, clip.Length % 192);
        Assert.Equal(AudioClip.Load(Fixture("stereo16.wav")).Channel(0)[..clip.Length].ToArray(), clip.Channel(0).ToArray());
        Assert.Contains(
            $"ends early: it claims 3000 samples of each channel, {clip.Length} are there", Assert.Single(clip.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreThanTheHeaderClaims_IsSaid()
    {
        var frame = FlacBytes.Frame(4, 0, bits => bits.Subframe(0).Bits(16, 7));

        var clip = Read(FlacBytes.File(FlacBytes.StreamInfo(frames: 4), frame, frame));

        Assert.Equal(4, clip.Length);
        Assert.Contains("goes on after the 4 samples", Assert.Single(clip.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryFlippedBitOfTheFrames_IsFound()
    {
        var original = FlacBytes.File(
            FlacBytes.StreamInfo(frames: 8),
            FlacBytes.Frame(4, 0, bits => bits.Subframe(8).Bits(2, 0).Bits(4, 0).Bits(4, 3).Rice(3, 5, -6, 7, -8)),
            FlacBytes.Frame(4, 0, bits => bits.Subframe(0).Bits(16, 7)));
        var good = Read(original).Samples.ToArray();
        for (var bit = 42 * 8; bit < original.Length * 8; bit++)
        {
            var file = original.ToArray();
            file[bit / 8] ^= (byte)(128 >> (bit % 8));
            try
            {
                var clip = Read(file);
                // A frame that seems to be longer than the file is one that ends early.
                Assert.NotEmpty(clip.Warnings);
                Assert.Equal(good[..clip.Length], clip.Samples.ToArray());
            }
            catch (AudioFormatException)
            {
            }
        }
    }

    [Fact]
    public void Read_SilenceWithoutEnd_IsRefused_BeforeItTakesTheMemory()
    {
        var second = FlacBytes.Frame(65536, 7, bits => Enumerable.Range(0, 8).ToList().ForEach(_ => bits.Subframe(0).Bits(16, 0)));

        var exception = Assert.Throws<AudioFormatException>(
            () => Read(FlacBytes.File(FlacBytes.StreamInfo(channels: 8), [.. Enumerable.Repeat(second, 40)])));

        Assert.Contains("only silence", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MutatedFiles_GiveASoundOrATypedError()
    {
        var random = new Random(20261128); // seeded: the same files every time
        var originals = new[] { "stereo16-small-blocks", "mono8", "wasted16", "silence16", "stereo16-order32", "sides16" }
            .Select(name => File.ReadAllBytes(Fixture(name + ".flac"))).ToArray();
        var (read, refused) = (0, 0);
        for (var i = 0; i < 3000; i++)
        {
            var file = originals[i % originals.Length].ToArray();
            for (var edits = random.Next(1, 5); edits > 0; edits--)
                file[random.Next(4, random.Next(2) == 0 ? 60 : file.Length)] = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(256);
            if (random.Next(4) == 0)
                file = file[..random.Next(file.Length)];
            try
            {
                Assert.InRange(Read(file).Length, 1, 20_000);
                read++;
            }
            catch (AudioFormatException)
            {
                refused++;
            }
        }

        Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused");
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", "sounds", name);

    private static AudioClip Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return AudioFormats.BuiltIn.Read(stream, "test");
    }
}

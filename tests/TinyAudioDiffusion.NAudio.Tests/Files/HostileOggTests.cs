using System.Text;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Tests;

namespace TinyAudioDiffusion.NAudio.Tests.Files;

/// <summary>Ogg files whose checksums are right and whose headers lie, and files with damaged pages.</summary>
public sealed class HostileOggTests
{
    private const long MostBytes = 64 << 20;

    private static readonly byte[] _good = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "sounds", "sine.ogg"));

    /// <summary>Each length is believed by the decoder: 808,464,432 comments would be six gigabytes.</summary>
    [Theory]
    [InlineData("vendor")]
    [InlineData("count")]
    [InlineData("code books")]
    public void Headers_ThatAskForMoreThanThereIs_TakeNoMemory(string what)
    {
        var bytes = _good.ToArray();
        var comments = IndexOf(bytes, "\u0003vorbis") + 7;
        var vendor = BitConverter.ToInt32(bytes, comments);
        var place = what switch
        {
            "vendor" => comments,
            "count" => comments + 4 + vendor,
            _ => IndexOf(bytes, "\u0005vorbis") + 8 + 3, // dimensions and entries of the first code book
        };
        Encoding.ASCII.GetBytes("0000").CopyTo(bytes, place);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<AudioFormatException>(() => Read(OggChecksums.MakeRight(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(300_000)]
    public void DamagedPages_AndOtherBytes_AreLeftOut(int junk)
    {
        var last = _good.AsSpan().LastIndexOf("OggS"u8);
        byte[] file = [.. _good[..last], .. new byte[junk], .. _good[last..]];
        byte[] cut = [.. file[..^1], .. Encoding.ASCII.GetBytes("OggSOggSOgg")];

        Assert.Equal(Read(_good).Samples.ToArray(), Read(file).Samples.ToArray());
        Assert.ThrowsAny<AudioFormatException>(() => Read(cut[..(last - 1)][1..]));
        Assert.InRange(Describe(cut), 0, Describe(_good));
    }

    [Fact]
    public void MarksOfPagesAlone_AreNoSound()
        => Assert.Throws<AudioFormatException>(() => Read(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("OggS", 100_000)))));

    /// <summary>The last page says that the stream ended before what was decoded; the decoder took that for "not yet".</summary>
    [Fact]
    public async Task AnEndBeforeWhatWasDecoded_EndsTheReading()
    {
        var file = await File.ReadAllBytesAsync(
            Path.Combine(AppContext.BaseDirectory, "fixtures", "sounds", "early-end.ogg"), TestContext.Current.CancellationToken);
        await Task.Run(() => Record.Exception(() => Read(file))).WaitAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
    }

    private static IAudioFormat Format => SoundFiles.Formats.Items.First(format => format.Name == "ogg");

    private static AudioClip Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return Format.ReadStart(stream, 100_000, "test.ogg");
    }

    private static long Describe(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        try
        {
            return Format.Describe(stream, "test.ogg").Frames;
        }
        catch (AudioFormatException)
        {
            return 0;
        }
    }

    private static int IndexOf(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.Latin1.GetBytes(text));
}

using TinyAudioDiffusion.Audio;

namespace TinyAudioDiffusion.Tests.Audio;

/// <summary>
/// WAV files that other readers read as well: unusual layouts, fields that contradict the samples, and what is left out of them.
/// </summary>
public class WavLeniencyTests
{
    private const int Frames = 22050;

    [Theory]
    [InlineData("blockalign_zero.wav")]
    [InlineData("odd_list_unpadded.wav")]
    [InlineData("odd_smpl_unpadded.wav")]
    [InlineData("ext_ambisonic.wav")]
    [InlineData("pcm12in16.wav")]
    [InlineData("rf64.wav")]
    [InlineData("id3_prefix.wav")]
    [InlineData("data_empty_then_data.wav")]
    public void Case_GivesTheWholeSound_WithoutAWarning(string name)
    {
        var clip = AudioClip.Load(Case(name));

        Assert.Equal((2, 44100, Frames), (clip.Channels, clip.SampleRate, clip.Length));
        Assert.Equal(AudioClip.Load(Case("blockalign_zero.wav")).Samples.ToArray(), clip.Samples.ToArray());
        Assert.Empty(clip.Warnings);
        Assert.Empty(AudioFormats.BuiltIn.Describe(Case(name)).Warnings);
    }

    [Theory]
    [InlineData("two_data.wav", Frames / 2, "more than one chunk \"data\"; the first one is read, 44100 bytes in others are left out")]
    [InlineData("sz_zero_riff_right_list.wav", Frames, "claims to be empty; all that follows is taken for samples")]
    public void Case_WhereSomethingIsLeftOutOrGuessed_Warns(string name, int frames, string warning)
    {
        var clip = AudioClip.Load(Case(name));

        Assert.Equal(AudioClip.Load(Case("blockalign_zero.wav")).Channel(1)[..frames].ToArray(), clip.Channel(1).ToArray());
        Assert.Contains(warning, Assert.Single(clip.Warnings), StringComparison.Ordinal);
        Assert.Equal(clip.Warnings, AudioFormats.BuiltIn.Describe(Case(name)).Warnings);
    }

    [Fact]
    public void Case_24BitsIn4Bytes_KeepsEveryBit()
    {
        var (coarse, fine) = (AudioClip.Load(Case("blockalign_zero.wav")), AudioClip.Load(Case("ext24in32_bits24.wav")));

        Assert.Equal((2, Frames), (fine.Channels, fine.Length));
        for (var i = 0; i < Frames; i++)
            Assert.InRange(fine.Channel(0)[i], coarse.Channel(0)[i] - (2f / 32768), coarse.Channel(0)[i] + (2f / 32768));
    }

    [Fact]
    public void Case_MuLaw_IsTheSameSoundWithinItsSteps()
    {
        var (plain, companded) = (AudioClip.Load(Case("blockalign_zero.wav")), AudioClip.Load(Case("ulaw.wav")));

        Assert.Equal((1, Frames), (companded.Channels, companded.Length));
        for (var i = 0; i < Frames; i++)
            Assert.InRange(companded.Samples.Span[i] - plain.Channel(0)[i], -0.03f, 0.03f);
    }

    [Theory]
    [InlineData("rifx.wav", "big-endian WAV (RIFX)", "sox \"rifx.wav\"")]
    public void Case_OfAnotherKind_IsNamed_WithAWayToConvert(string name, string kind, string command)
    {
        var exception = Assert.Throws<AudioFormatException>(() => AudioClip.Load(Case(name)));

        Assert.Contains(kind, exception.Message, StringComparison.Ordinal);
        Assert.Contains(command, exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Foreign() => new()
    {
        { "empty", [], "the file is empty" },
        { "three bytes", [1, 2, 3], "no sound file that is known" },
        { "zeros", new byte[100], "nothing but zeros" },
        { "an AVI", [.. "RIFF"u8, 0, 0, 0, 0, .. "AVI "u8], "AVI" },
        { "Wave64", [.. "riff"u8, 0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB], "Wave64" },
        { "a song.m4a", [0, 0, 0, 32, .. "ftypM4A "u8], "ffmpeg -i \"a song.m4a\"" },
        { "a.wma", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], "Windows Media" },
        { "a.mid", [.. "MThd"u8, 0, 0, 0, 6], "a MIDI file" },
        { "a.ckpt", [.. "PK"u8, 3, 4, 0, 0], "PyTorch checkpoint" },
        { "a.safetensors", [9, 0, 0, 0, 0, 0, 0, 0, .. "{\"a\":1}"u8], "a safetensors file" },
        { "page.wav", [.. "<!DOCTYPE html>"u8], "a web page" },
        { "pointer.wav", [.. "version https://git-lfs.github.com/spec/v1\n"u8], "Git LFS" },
        { "note.wav", [.. "not a sound\n"u8], "a text" },
        { "half an id3 tag", [.. "ID3"u8, 3, 0, 0, 0, 0, 127, 127, 1, 2, 3], "MP3" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void AnotherKindOfFile_IsNamed(string name, byte[] file, string message)
    {
        using var stream = new MemoryStream(file);

        var exception = Assert.Throws<AudioFormatException>(() => AudioFormats.BuiltIn.Read(stream, name));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    // Bits, bytes a frame as the file says, the bytes of one sample, its value.
    [Theory]
    [InlineData(12, 2, new byte[] { 0x10, 0x40 }, 0.5f + (1f / 2048))]
    [InlineData(12, 0, new byte[] { 0x10, 0x40 }, 0.5f + (1f / 2048))]
    [InlineData(20, 3, new byte[] { 0x10, 0, 0x40 }, 0.5f + (1f / 524288))]
    [InlineData(20, 4, new byte[] { 0, 0x10, 0, 0x40 }, 0.5f + (1f / 524288))]
    [InlineData(24, 4, new byte[] { 0, 1, 0, 0x40 }, 0.5f + (1f / 8388608))]
    [InlineData(24, 3, new byte[] { 1, 0, 0x40 }, 0.5f + (1f / 8388608))]
    [InlineData(7, 1, new byte[] { 0xC0 }, 0.5f)]
    [InlineData(30, 4, new byte[] { 0, 0, 0, 0x40 }, 0.5f)]
    public void Read_BitsThatDoNotFillTheirBytes_LieInTheUpperOnes(int bits, int blockAlign, byte[] sample, float value)
    {
        var clip = Read(WavBytes.File(WavBytes.Format(bits: bits, blockAlign: blockAlign), WavBytes.Data([.. sample, .. sample])));

        Assert.Equal([value, value], clip.Samples.ToArray());
        Assert.Empty(clip.Warnings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(65535)]
    public void Read_BytesAFrameThatDoNotFit_AreNotBelieved_AndSaid(int blockAlign)
    {
        var clip = Read(WavBytes.File(WavBytes.Format(channels: 2, blockAlign: blockAlign), WavBytes.Data(0, 64, 0, 192)));

        Assert.Equal([0.5f, -0.5f], clip.Samples.ToArray());
        Assert.Contains($"a frame has {blockAlign} bytes", Assert.Single(clip.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, new byte[] { 0xD5, 0x55, 0xAA, 0x2A, 0x80 }, new[] { 8, -8, 32256, -32256, 5504 })]
    [InlineData(7, new byte[] { 0xFF, 0x7F, 0x80, 0x00, 0xB0 }, new[] { 0, 0, 32124, -32124, 3900 })]
    public void Read_CompandedSamples_AsG711Says(int tag, byte[] codes, int[] values)
    {
        var clip = Read(WavBytes.File(WavBytes.Format(tag, bits: 8), WavBytes.Data(codes)));

        Assert.Equal(values.Select(value => value / 32768f), clip.Samples.ToArray());
    }

    [Theory]
    [InlineData(3)] // bytes that are missing at the end of 16
    [InlineData(8)]
    [InlineData(14)]
    public void Read_FileThatEndsEarly_IsSaid(int missing)
    {
        var clip = Read(WavBytes.File(WavBytes.Format(), WavBytes.Data(new byte[16]))[..^missing]);

        Assert.Equal((16 - missing) / 2, clip.Length);
        Assert.Contains(
            $"ends early: its chunk \"data\" claims 16 bytes, {16 - missing} are there", Assert.Single(clip.Warnings),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x7FFFF000u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0x80000000u)]
    [InlineData(0xFFFFFFDBu)]
    [InlineData(0xFFFFFFFFu)]
    public void Read_PlaceholderOfAStreamingRecorder_IsNoWarning(uint claimed)
        => Assert.Empty(Read(WavBytes.File(WavBytes.Format(), WavBytes.Chunk("data", [0, 64, 0, 192], claimed))).Warnings);

    [Theory]
    [InlineData("RF64", 4L)]
    [InlineData("BW64", 4L)]
    [InlineData("RF64", -1L)]
    [InlineData("RF64", long.MaxValue)]
    public void Read_64BitSizes_AreTakenFromTheirChunk_AndNotBelieved(string id, long samples)
    {
        byte[] sizes = [.. BitConverter.GetBytes(100L), .. BitConverter.GetBytes(samples), .. BitConverter.GetBytes(2L), 0, 0, 0, 0];
        var file = WavBytes.File(WavBytes.Chunk("ds64", sizes), WavBytes.Format(), WavBytes.Chunk("data", [0, 64, 0, 192], 0xFFFFFFFF));
        System.Text.Encoding.ASCII.GetBytes(id).CopyTo(file, 0);

        Assert.Equal([0.5f, -0.5f], Read(file).Samples.ToArray());
    }

    [Fact]
    public void Read_OddChunkWithoutPadByte_AfterTheSamples_DoesNotHideTheRecipesChunk()
    {
        var odd = WavBytes.Chunk("LIST", new byte[5])[..^1];

        Assert.Equal([0.5f], Read(WavBytes.File(odd, WavBytes.Format(), WavBytes.Data(0, 64))).Samples.ToArray());
        Assert.Equal([0.5f], Read(WavBytes.File(odd, odd, WavBytes.Format(), odd, WavBytes.Data(0, 64), odd)).Samples.ToArray());
    }

    [Fact]
    public void Read_ChunksWithoutEnd_Ends()
    {
        var file = new byte[8_000_000];
        WavBytes.File().CopyTo(file, 0);

        Assert.Contains("no chunk \"fmt \"", Assert.Throws<AudioFormatException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    // A recording of two hours is not read for a drum: only the part that is asked for takes memory and time.
    [Fact]
    public void Read_TheBeginningOfAHugeFile_TakesMemoryForTheBeginningOnly()
    {
        var path = Path.Combine(Path.GetTempPath(), $"huge-{Guid.NewGuid():N}.wav");
        try
        {
            using (var file = new FileStream(path, FileMode.CreateNew))
            {
                file.Write(WavBytes.File(WavBytes.Format(channels: 2), WavBytes.Chunk("data", [0, 64, 0, 192], 2_000_000_000)));
                file.SetLength(2_000_000_044); // sparse: takes no room on the disk
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            var clip = AudioFormats.BuiltIn.Read(path, mostFrames: 32768);
            var info = AudioFormats.BuiltIn.Describe(path);

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
            Assert.Equal((32768, 0.5f), (clip.Length, clip.Channel(0)[0]));
            Assert.Equal(500_000_000, info.Frames);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Case(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", "cases", "wav", name);

    private static AudioClip Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return AudioFormats.BuiltIn.Read(stream);
    }
}

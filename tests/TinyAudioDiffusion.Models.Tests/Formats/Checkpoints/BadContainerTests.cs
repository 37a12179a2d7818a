using System.Text;
using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats.Checkpoints;

/// <summary>Rows 1 to 16 and 42 of the matrix of bad input: what is wrong around the pickle.</summary>
public class BadContainerTests
{
    public static TheoryData<string, byte[], string> ForeignFiles => new()
    {
        { "01 empty", [], "is empty" },
        { "01 three bytes", [1, 2, 3], "not a PyTorch checkpoint" },
        { "02 web page", Encoding.UTF8.GetBytes("\n<!DOCTYPE html><html></html>"), "web page" },
        { "02 LFS pointer", Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 509\n"),
            "Git LFS pointer" },
        { "03 tar", Tar(), "tar archive" },
        { "03 legacy pickles", [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'],
            "before version 1.6" },
        { "04 7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], "7z" },
        { "04 gzip", [0x1F, 0x8B, 8, 0], "gzip" },
        { "safetensors by the wrong name", [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'],
            "not a PyTorch checkpoint (a safetensors file, perhaps)" },
    };

    [Theory]
    [MemberData(nameof(ForeignFiles))]
    public void Row01To04_ForeignFile_IsNamed(string row, byte[] content, string reason)
    {
        Assert.NotEmpty(row);
        Refusal.Of(() => Open(InMemory.File(content)), reason);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void Row05_CutBeforeTheDirectoryEnds_IsCorrupt(double share)
    {
        var whole = ZipBuilder.Small().Build();
        Refusal.Of(() => Open(InMemory.File(whole[..(int)(whole.Length * share)])), "it is cut", "zip directory");
    }

    [Fact]
    public void Row06_NoPickle_IsRefused()
        => Refuse(ZipBuilder.Small().Remove("archive/data.pkl"), "without data.pkl");

    [Fact]
    public void Row06_TwoPickles_IsRefused()
        => Refuse(ZipBuilder.Small().Add("other/data.pkl", "x"), "more than one data.pkl");

    [Fact]
    public void Row07_DuplicateName_IsRefused()
        => Refuse(ZipBuilder.Small().AddStorage("0", 1f), "twice", "archive/data/0");

    [Theory]
    [InlineData("../x")]
    [InlineData("archive/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("archive\\x")]
    [InlineData("archive/\0")]
    public void Row08_NameThatLeadsOut_IsRefused(string name)
        => Refuse(ZipBuilder.Small().Add(name, "x"), "leads out of the archive", name);

    [Fact]
    public void Row09_LocalNameDiffers_IsRefused()
    {
        Refuse(ZipBuilder.Small().Change("archive/data.pkl", item => item.LocalName = "archive/else.pkl"), "another name",
            "archive/data.pkl");

        using var open = Open(ZipBuilder.Small().Change("archive/data/0", item => item.LocalName = "archive/data/1").File());
        Refusal.Of(() => open.Select(WeightSet.Online), "another name", "archive/data/0");
    }

    [Fact]
    public void Row10_Compressed_IsRefused()
        => Refuse(ZipBuilder.Small().Change("archive/data.pkl", item => item.Method = 8), "compressed", "archive/data.pkl");

    [Fact]
    public void Row10_Encrypted_IsRefused()
        => Refuse(ZipBuilder.Small().Change("archive/data.pkl", item => item.Flags = 1), "encrypted", "archive/data.pkl");

    [Theory]
    [InlineData(1L << 60)]
    [InlineData(long.MaxValue)]
    [InlineData((1L << 32) + 1)]
    [InlineData(1L << 31)]
    public void Row11_HugeSize_IsRefusedBeforeAllocation(long size)
        => Refuse(ZipBuilder.Small().Change("archive/data/0", item => item.Size = size), "not within the file", "archive/data/0");

    [Fact]
    public void Row12_WrongChecksum_IsAnErrorUnlessAllowed()
    {
        Refuse(ZipBuilder.Small().Change("archive/data.pkl", item => item.Checksum = 1), "checksum", "archive/data.pkl");

        var zip = ZipBuilder.Small().Change("archive/data/0", item => item.Checksum = 1);
        using var open = Open(zip.File());
        Refusal.Of(() => open.ReadSingles("model.net.w"), "checksum", "archive/data/0");

        using var tolerant = Checkpoint.Open(zip.File(), new CheckpointOptions { AllowChecksumMismatch = true });
        Assert.Equal([1, 2, 3, 4], tolerant.ReadSingles("model.net.w"));
    }

    [Fact]
    public void Row13_UnknownByteOrder_IsRefused()
        => Refuse(ZipBuilder.Small().Add("archive/byteorder", "middle"), "\"middle\"", "archive/byteorder");

    [Fact]
    public void Row13_BigEndian_IsSwapped()
    {
        var zip = ZipBuilder.Small().Add("archive/byteorder", "big")
            .Change("archive/data/0", item => item.Content = [0x3F, 0x80, 0, 0, 0x40, 0, 0, 0, 0x40, 0x40, 0, 0, 0x40, 0x80, 0, 0]);
        using var open = Open(zip.File());
        Assert.Equal([1, 2, 3, 4], open.ReadSingles("model.net.w"));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("0")]
    [InlineData("three")]
    public void Row14_UnknownVersion_IsRefused(string version)
        => Refuse(ZipBuilder.Small().Remove("archive/version").Add("archive/version", version), $"\"{version}\"", "archive/version");

    [Fact]
    public void Row14_NoVersion_IsAWarning()
    {
        using var open = Open(ZipBuilder.Small().Remove("archive/version").File());
        Assert.Contains("format version", Assert.Single(open.Summary.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    public void Row15_StorageOfAnotherSize_IsRefused(int bytes)
        => Refuse(
            ZipBuilder.Small().Remove("archive/data/0").Add("archive/data/0", new byte[bytes]), $"has {bytes} bytes where 16",
            "archive/data/0");

    [Fact]
    public void Row16_MissingStorage_IsAnErrorOnlyForItsTensor()
    {
        var zip = ZipBuilder.Small().Remove("archive/data/0");
        using (var open = Open(zip.File()))
        {
            Refusal.Of(() => open.Select(WeightSet.Online), "are missing", "model.net.w");
            Refusal.Of(() => open.ReadSingles("model.net.w"), "are missing", "model.net.w");
        }

        Refusal.Of(() => Checkpoint.Open(zip.File(), new CheckpointOptions { Strict = true }), "are missing", "model.net.w");
    }

    [Fact]
    public void Row42_FileCutWhileOpen_IsReported()
    {
        var stream = new CountingStream(ZipBuilder.Small().Build());
        using var open = Open(new ModelFile("model.ckpt", "memory/model.ckpt", () => stream));
        stream.Cut(100);
        Refusal.Of(() => open.ReadSingles("model.net.w"), "changed while it was open");
    }

    [Fact]
    public void Open_OverlappingEntries_IsRefused()
        => Refuse(ZipBuilder.Small().Change("archive/data/0", item => item.Shift = -70), "overlap");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_SomethingInFront_IsRefused(bool zip64)
    {
        var zip = ZipBuilder.Small();
        zip.Zip64 = zip64;
        Refusal.Of(() => Open(InMemory.File([.. "PK\u0003\u0004"u8, .. zip.Build()])), zip64 ? "contradict" : "put in front");
    }

    [Fact]
    public void Open_TorchScript_IsRefused()
        => Refuse(ZipBuilder.Small().Add("archive/constants.pkl", "x"), "TorchScript");

    [Fact]
    public void Open_WithoutZip64Records_IsRead()
    {
        var zip = ZipBuilder.Small();
        zip.Zip64 = false;
        using var open = Open(zip.File());
        Assert.Equal([1, 2, 3, 4], open.ReadSingles("model.net.w"));
    }

    [Fact]
    public void Open_UnderAFreeName_IsRead()
    {
        var pickle = PickleBuilder.Checkpoint(items => items.Text("net.w").Tensor("FloatStorage", "0", 1, 0, [], []));
        using var open = Open(ZipBuilder.Torch(pickle, "kicks: v7").Add("kicks: v7/data/0", [0, 0, 0x80, 0x3F]).File());
        Assert.Equal([1], open.ReadSingles("net.w"));
    }

    private static Checkpoint Open(ModelFile file) => Checkpoint.Open(file);

    private static void Refuse(ZipBuilder zip, string reason, string? place = null) => Refusal.Of(() => Open(zip.File()), reason, place);

    private static byte[] Tar()
    {
        var tar = new byte[1024];
        "storages"u8.CopyTo(tar);
        "ustar"u8.CopyTo(tar.AsSpan(257));
        return tar;
    }
}

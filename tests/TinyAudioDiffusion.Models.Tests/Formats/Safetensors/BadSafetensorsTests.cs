using System.Buffers.Binary;
using System.Text;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats.Safetensors;

/// <summary>Rows 40 to 42 of the matrix of bad input.</summary>
public class BadSafetensorsTests
{
    public static TheoryData<string, byte[], string> BadFiles => new()
    {
        { "40 empty", [], "is empty" },
        { "40 three bytes", [1, 2, 3], "too short" },
        { "40 web page", Encoding.UTF8.GetBytes("<html><body>Not found</body></html>"), "web page" },
        { "40 LFS pointer", Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\n"), "Git LFS pointer" },
        { "40 zip", [.. "PK\u0003\u0004"u8, 0, 0, 8, 8, 0, 0], "zip archive" },
        { "40 header too big", WithLength(100_000_001, "{}"), "more than a safetensors file may have" },
        { "40 header of 4 GB", WithLength(uint.MaxValue, "{}"), "more than a safetensors file may have" },
        { "40 header beyond 64 bits", WithLength(ulong.MaxValue, "{}"), "more than a safetensors file may have" },
        { "40 header beyond the file", WithLength(100, "{}"), "too short for its header" },
        { "40 no UTF-8", [9, 0, 0, 0, 0, 0, 0, 0, .. "{\"\xFF\":{}}"u8[..3], 0xFF, .. "\":{}}"u8], "not valid UTF-8 JSON" },
        { "40 only a brace", Header("{ "), "not valid UTF-8 JSON" },
        { "40 array", Header("[]"), "where a StartObject belongs" },
        { "40 behind the brace", Header("{}{}"), "not valid UTF-8 JSON" },
        { "40 nested too deep", Header("""{"a":{"shape":[[[[[]]]]]}}"""), "" },
        { "40 negative offset", Header(Entry("F32", "[1]", "[-4,0]")), "whole number" },
        { "40 fraction", Header(Entry("F32", "[1.5]", "[0,4]"), 4), "whole number" },
        { "40 three offsets", Header(Entry("F32", "[1]", "[0,4,8]"), 4), "two data_offsets" },
        { "40 no shape", Header("""{"w":{"dtype":"F32","data_offsets":[0,4]}}""", 4), "needs a dtype" },
        { "40 unknown key that does not end", Header("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":[1,{}}}""", 4), "not valid UTF-8 JSON" },
        { "40 repeated key", Header("""{"w":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4), "twice" },
        { "40 hole", Header(Entry("F32", "[1]", "[4,8]"), 8), "a hole or an overlap" },
        { "40 overlap", Header("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8), "a hole or an overlap" },
        { "40 tail", Header(Entry("F32", "[1]", "[0,4]"), 5), "has 5 bytes of data where its header describes 4" },
        { "40 cut", Header(Entry("F32", "[1]", "[0,4]"), 3), "has 3 bytes of data where its header describes 4" },
        { "40 backwards", Header(Entry("F32", "[1]", "[0,-4]"), 4), "whole number" },
        { "40 size of another shape", Header(Entry("F32", "[2]", "[0,4]"), 4), "not the size of its shape" },
        { "40 overflowing shape", Header(Entry("F32", "[4611686018427387904,4]", "[0,4]"), 4), "overflows" },
        { "40 extent beyond 64 bits", Header(Entry("F32", "[99999999999999999999]", "[0,4]"), 4), "whole number" },
        { "40 half a byte", Header(Entry("F4", "[3]", "[0,1]"), 1), "whole bytes" },
        { "40 unknown type", Header(Entry("F128", "[1]", "[0,16]"), 16), "\"F128\"" },
        { "40 type is a number", Header(Entry("F32", "[1]", "[0,4]").Replace("\"F32\"", "32", StringComparison.Ordinal), 4),
            "where a String belongs" },
        { "40 duplicate name", Header("""{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"""), "twice" },
        { "40 metadata of numbers", Header("""{"__metadata__":{"a":1}}"""), "where a String belongs" },
        { "40 metadata twice", Header("""{"__metadata__":{"a":"1","a":"2"}}"""), "twice" },
        { "40 metadata is a list", Header("""{"__metadata__":[]}"""), "where a StartObject belongs" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Row40_BadFile_IsRefused(string row, byte[] content, string reason)
    {
        Assert.NotEmpty(row);
        Refusal.Of(() => SafetensorsFile.Open(InMemory.File(content)), reason, maxAllocatedBytes: 1 << 20);
    }

    [Theory]
    [InlineData("41 leading and trailing space", " \n{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  \t", 4)]
    [InlineData("41 single value", "{\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4)]
    [InlineData("41 empty tensor", "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,0],\"data_offsets\":[0,0]}}", 0)]
    [InlineData("41 no tensors", "{}", 0)]
    [InlineData("41 only metadata", "{\"__metadata__\":{\"format\":\"pt\"}}", 0)]
    public void Row41_UnusualButSound_IsAccepted(string row, string header, int dataBytes)
    {
        Assert.NotEmpty(row);
        using var file = SafetensorsFile.Open(InMemory.File(Header(header, dataBytes)));
        foreach (var entry in file.Entries)
            Assert.Equal(entry.ElementCount, file.ReadSingles(entry.Name).Length);
    }

    [Fact]
    public void Row42_FileCutWhileOpen_IsReported()
    {
        var stream = new CountingStream(Header(Entry("F32", "[1]", "[0,4]"), 4));
        using var file = SafetensorsFile.Open(new ModelFile("x", "memory/x", () => stream));
        stream.Cut(20);
        Refusal.Of(() => file.ReadSingles("w"), "changed while it was open");
    }

    [Fact]
    public void Read_TypeThatIsNoNumber_IsRefused()
    {
        using var file = SafetensorsFile.Open(InMemory.File(Header(Entry("F8_E4M3", "[4]", "[0,4]"), 4)));
        Refusal.Of(() => file.ReadSingles("w"), "F8", "w");
        Refusal.Of(() => file.Read("w", new long[4]), "not integers", "w");
    }

    private static string Entry(string type, string shape, string offsets)
        => $$$"""{"w":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":{{{offsets}}} }}""";

    private static byte[] Header(string json, int dataBytes = 0)
        => [.. WithLength((ulong)Encoding.UTF8.GetByteCount(json), json), .. new byte[dataBytes]];

    private static byte[] WithLength(ulong length, string json)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(json)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Encoding.UTF8.GetBytes(json, bytes.AsSpan(8));
        return bytes;
    }
}

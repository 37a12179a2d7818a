using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.WeightFiles;

namespace TinyAudioDiffusion.Models.Tests.Formats.Safetensors;

public class SafetensorsWriterTests
{
    private static readonly float[] _values = [0, -0f, 1, -1.5f, 3.1415927f, 1e-8f, 65504, -1e30f, float.Epsilon, float.NaN,
        float.PositiveInfinity, 0.1f];

    public static TheoryData<ElementType, Func<float, float>> Types => new()
    {
        { ElementType.F32, value => value },
        { ElementType.F64, value => value },
        { ElementType.F16, value => (float)(Half)value },
        { ElementType.BF16, RoundToBFloat16 },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Write_Floats_RoundTripAtTheirPrecision(ElementType type, Func<float, float> expected)
    {
        var writer = new SafetensorsWriter();
        writer.Add("w", [3, 4], _values, type);
        using var file = RoundTrip(writer);
        Assert.Equal(new WeightEntry("w", type, [3, 4]).ShapeText, file.Get("w").ShapeText);
        Assert.Equal(type, file.Get("w").ElementType);
        Assert.Equal(_values.Select(expected), file.ReadSingles("w"));
    }

    [Fact]
    public void Write_EverythingElse_RoundTrips()
    {
        var writer = new SafetensorsWriter();
        writer.AddMetadata("format", "tad \"1\" \u00E9");
        writer.Add("flags", [2], new[] { true, false });
        writer.Add("half", [1], new[] { 0.5f }, ElementType.F16);
        writer.Add("count", [], new[] { long.MinValue });
        writer.Add("empty", [2, 0], Array.Empty<float>());
        using var file = RoundTrip(writer);

        Assert.Equal("tad \"1\" \u00E9", file.Metadata["format"]);
        Assert.Equal(["count", "empty", "half", "flags"], file.Entries.Select(entry => entry.Name));
        Assert.Equal([1, 0], file.ReadSingles("flags"));
        Assert.Equal([0.5f], file.ReadSingles("half"));
        var count = new long[1];
        file.Read("count", count);
        Assert.Equal([long.MinValue], count);
        Assert.Empty(file.ReadSingles("empty"));
    }

    [Fact]
    public void Write_ManyElements_AlignsTheDataAndKeepsEveryValue()
    {
        var values = Enumerable.Range(0, 100_003).Select(i => (float)i).ToArray();
        var writer = new SafetensorsWriter();
        writer.Add("w", [values.Length], values);
        var stream = new MemoryStream();
        writer.Write(stream);

        Assert.Equal(0, BitConverter.ToInt64(stream.ToArray()) % 8);
        using var file = SafetensorsFile.Open(InMemory.File(stream.ToArray()));
        Assert.Equal(values, file.ReadSingles("w"));
    }

    [Fact]
    public void AddAll_OfAFile_CopiesItBitForBit()
    {
        using var source = SafetensorsFile.Open(Fixtures.File("unet/raw/model.safetensors"));
        var writer = new SafetensorsWriter();
        writer.AddAll(source);
        using var copy = RoundTrip(writer);
        Assert.Equal(source.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal), copy.Entries.Select(entry => entry.Name));
        Assert.All(source.Entries, entry => Assert.Equal(source.ReadSingles(entry.Name), copy.ReadSingles(entry.Name)));
    }

    [Fact]
    public void Add_WhatDoesNotFit_IsTheCallersError()
    {
        var writer = new SafetensorsWriter();
        writer.Add("w", [1], new float[1]);
        Assert.Throws<ArgumentException>(() => writer.Add("w", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("v", [2], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("v", [1], new float[1], ElementType.I64));
        Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", [1], new float[1]));
    }

    [Fact]
    public void Save_Failing_LeavesTheOldFileAndNoOther()
    {
        var folder = Directory.CreateTempSubdirectory("tad-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.safetensors");
            File.WriteAllText(path, "old");
            var closed = SafetensorsFile.Open(Fixtures.File("unet/raw/model.safetensors"));
            var writer = new SafetensorsWriter();
            writer.AddAll(closed);
            closed.Dispose();

            Assert.ThrowsAny<Exception>(() => writer.Save(path));
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Open_EveryFixture_Succeeds()
    {
        foreach (var path in Directory.GetFiles(Fixtures.PathOf(""), "*.safetensors", SearchOption.AllDirectories))
        {
            using var file = SafetensorsFile.Open(Zoo.ModelFile.OnDisk(path));
            Assert.All(file.Entries, entry => Assert.Equal(entry.ElementCount, file.ReadSingles(entry.Name).Length));
        }
    }

    private static SafetensorsFile RoundTrip(SafetensorsWriter writer)
    {
        var stream = new MemoryStream();
        writer.Write(stream);
        return SafetensorsFile.Open(InMemory.File(stream.ToArray()));
    }

    /// <summary>The nearest of the two neighbours, found by distance; halfway cases go to the even one.</summary>
    private static float RoundToBFloat16(float value)
    {
        if (!float.IsFinite(value))
            return value;
        var bits = BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000;
        var (low, high) = (BitConverter.UInt32BitsToSingle(bits), BitConverter.UInt32BitsToSingle(bits + 0x10000));
        var (below, above) = (Math.Abs((double)value - low), Math.Abs((double)high - value));
        return below < above || (below == above && (bits & 0x10000) == 0) ? low : high;
    }
}

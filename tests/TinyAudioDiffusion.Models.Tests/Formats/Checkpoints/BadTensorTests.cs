using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats.Checkpoints;

/// <summary>Rows 31 to 39 of the matrix of bad input: what is wrong with a tensor, and what looks wrong but is not.</summary>
public class BadTensorTests
{
    public static TheoryData<string, long, long[], long[], string> Views => new()
    {
        { "31 beyond the end", 0, [5], [1], "beyond its storage" },
        { "31 offset beyond the end", 5, [], [], "beyond its storage" },
        { "31 stride beyond the end", 0, [2], [4], "beyond its storage" },
        { "31 negative offset", -1, [1], [1], "negative" },
        { "31 negative extent", 0, [-1], [1], "negative" },
        { "31 negative stride", 3, [2], [-1], "negative" },
        { "31 overflowing product", 0, [1L << 32, 1L << 32], [0, 0], "overflows" },
        { "31 overflowing reach", 0, [3, 3], [long.MaxValue, long.MaxValue], "overflows" },
        { "31 fewer strides", 0, [2, 2], [1], "equally many" },
        { "31 17 extents", 0, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            "at most 16" },
        { "32 stride of zero", 0, [1_000_000_000_000], [0], "1000000000000 elements" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void Row31And32_ViewThatIsNone_IsRefused(string row, long offset, long[] shape, long[] strides, string reason)
    {
        Assert.NotEmpty(row);
        Refuse(items => items.Tensor("FloatStorage", "0", 4, offset, shape, strides), reason);
    }

    [Fact]
    public void Row33_OneStorageOfTwoTypes_IsRefused()
        => Refuse(
            items => items.Tensor("FloatStorage", "0", 4, 0, [4], [1]).Text("model.net.v").Tensor("HalfStorage", "0", 4, 0, [4], [1]),
            "in two ways");

    public static TheoryData<string, Action<PickleBuilder>, string> Calls => new()
    {
        { "34 three arguments", p => p.Global("torch._utils", "_rebuild_tensor_v2").Op('(').Storage("FloatStorage", "0", 4).Int(0).Tuple(4)
            .Op('t', 'R'), "3 arguments" },
        { "34 nine arguments", p => p.Global("torch._utils", "_rebuild_tensor_v2").Op('(').Storage("FloatStorage", "0", 4).Int(0).Tuple(4)
            .Tuple(1).Op('N', 'N', 'N', 'N', 'N', 't', 'R'), "9 arguments" },
        { "34 no storage", p => p.Global("torch._utils", "_rebuild_tensor_v2").Op('(', 'N').Int(0).Tuple(4).Tuple(1)
            .Op(0x89, 'N', 't', 'R'), "wrong types" },
        { "34 text as offset", p => p.Global("torch._utils", "_rebuild_tensor_v2").Op('(').Storage("FloatStorage", "0", 4).Text("0")
            .Tuple(4).Tuple(1).Op(0x89, 'N', 't', 'R'), "wrong types" },
        { "34 text as extent", p => p.Global("torch._utils", "_rebuild_tensor").Op('(').Storage("FloatStorage", "0", 4).Int(0).Text("4")
            .Op(0x85).Tuple(1).Op('t', 'R'), "wrong types" },
        { "34 parameter of nothing", p => p.Global("torch._utils", "_rebuild_parameter").Op('(', 'N', 0x88, 'N', 't', 'R'), "wrong types" },
        { "34 type that is none", p => p.Global("torch._utils", "_rebuild_tensor_v3").Op('(').Storage("FloatStorage", "0", 4).Int(0)
            .Tuple(4).Tuple(1).Op(0x89, 'N').Text("f32").Op('t', 'R'), "not known" },
        { "35 conjugate", p => p.Tensor("ComplexFloatStorage", "0", 2, 0, [2], [1], m => m.Op('}').Text("conj").Op(0x88, 's')),
            "\"conj\" bit" },
        { "35 negative", p => p.Tensor("FloatStorage", "0", 4, 0, [4], [1], m => m.Op('}').Text("neg").Op(0x88, 's')), "\"neg\" bit" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Row34And35_CallThatMakesNoTensor_IsRefused(string row, Action<PickleBuilder> value, string reason)
    {
        Assert.NotEmpty(row);
        Refuse(value, reason);
    }

    [Fact]
    public void Row36_BooleanOf7_IsRefused()
    {
        using var open = Open("BoolStorage", 4, 0, [4], [1], new byte[] { 0, 1, 7, 0 });
        Refusal.Of(() => open.ReadSingles("model.net.w"), "Boolean", "model.net.w");
    }

    public static TheoryData<string, string, Array, long, long[], long[], float[]> Values => new()
    {
        { "37 f16", "HalfStorage", new[] { (Half)1.5f, (Half)(-2) }, 0, [2], [1], [1.5f, -2] },
        { "37 bf16", "BFloat16Storage", new ushort[] { 0x3FC0, 0xC000 }, 0, [2], [1], [1.5f, -2] },
        { "37 f64", "DoubleStorage", new[] { 1.5, -2 }, 0, [2], [1], [1.5f, -2] },
        { "37 i64", "LongStorage", new long[] { 7, -8 }, 0, [2], [1], [7, -8] },
        { "37 bool", "BoolStorage", new byte[] { 0, 1 }, 0, [2], [1], [0, 1] },
        { "37 single value", "FloatStorage", new[] { 1f, 2 }, 1, [], [], [2] },
        { "37 empty", "FloatStorage", new[] { 1f, 2 }, 2, [3, 0], [1, 1], [] },
        { "37 transposed", "FloatStorage", new[] { 1f, 2, 3, 4, 5, 6 }, 0, [3, 2], [1, 3], [1, 4, 2, 5, 3, 6] },
        { "37 slice", "FloatStorage", new[] { 1f, 2, 3, 4, 5, 6 }, 2, [2], [1], [3, 4] },
        { "37 overlapping windows", "FloatStorage", new[] { 1f, 2, 3, 4 }, 0, [3, 2], [1, 1], [1, 2, 2, 3, 3, 4] },
        { "37 expanded", "FloatStorage", new[] { 1f, 2 }, 0, [2, 2], [0, 1], [1, 2, 1, 2] },
        { "37 extent of one", "FloatStorage", new[] { 1f, 2 }, 0, [2, 1], [1, 99], [1, 2] },
        { "39 not finite", "FloatStorage", new[] { float.NaN, float.PositiveInfinity }, 0, [2], [1], [float.NaN, float.PositiveInfinity] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Row37And39_UnusualButSound_HasExactValues(
        string row, string type, Array storage, long offset, long[] shape, long[] strides, float[] expected)
    {
        Assert.NotEmpty(row);
        using var open = Open(type, storage.Length, offset, shape, strides, storage);
        Assert.Equal(expected, open.ReadSingles("model.net.w"));
        Assert.Equal(shape, open.Get("model.net.w").Shape);
    }

    [Fact]
    public void Row37_SharedStorage_IsSeenByBothNames()
    {
        var pickle = PickleBuilder.Checkpoint(items => items
            .Text("model.net.a").Tensor("FloatStorage", "0", 4, 0, [4], [1])
            .Text("model.net.b").Tensor("FloatStorage", "0", 4, 2, [2], [1]));
        using var open = Checkpoint.Open(ZipBuilder.Torch(pickle).AddStorage("0", 1f, 2f, 3f, 4f).File());
        Assert.Equal([3, 4], open.ReadSingles("model.net.b"));
        Assert.All(open.Tensors, tensor => Assert.Equal(["model.net.a", "model.net.b"], tensor.Aliases));
    }

    [Fact]
    public void Row37_UntypedStorage_TakesTheTensorsType()
    {
        var pickle = PickleBuilder.Checkpoint(items => items.Text("net.w").Global("torch._utils", "_rebuild_tensor_v3").Op('(')
            .Op('(').Text("storage").Global("torch.storage", "UntypedStorage").Text("0").Text("cpu").Int(4).Op('t', 'Q')
            .Int(1).Tuple(1).Tuple(1).Op(0x89).OrderedDict().Global("torch", "uint16").Op('t', 'R'));
        using var open = Checkpoint.Open(ZipBuilder.Torch(pickle).AddStorage<ushort>("0", 1, 65535).File());
        Assert.Equal([65535], open.ReadSingles("net.w"));
    }

    [Fact]
    public void Row38_NoStateDict_IsRefused()
        => Refusal.Of(
            () => Checkpoint.Open(ZipBuilder.Torch(new PickleBuilder().Op('}').Text("epoch").Int(1).Op('s').Stop()).File()),
            "no state_dict");

    [Fact]
    public void Row38_KeyThatIsNoText_IsRefused()
        => Refusal.Of(
            () => Checkpoint.Open(
                ZipBuilder.Torch(PickleBuilder.Checkpoint(items => items.Int(1).Tensor("FloatStorage", "0", 4, 0, [4], [1]))).File()),
            "no text", "state_dict");

    [Fact]
    public void Row38_KeyTwice_IsRefused()
        => Refuse(
            items => items.Tensor("FloatStorage", "0", 4, 0, [4], [1]).Text("model.net.w").Tensor("FloatStorage", "0", 4, 0, [2], [1]),
            "twice", "model.net.w");

    [Theory]
    [InlineData("FloatStorage", "LongStorage", true)]
    [InlineData("BoolStorage", "LongStorage", false)]
    public void Row38_OldAndNewAverages_AreRead(string initted, string step, bool isOld)
    {
        long[] shape = isOld ? [1] : [];
        var pickle = PickleBuilder.Checkpoint(items => items
            .Text("model_ema.initted").Tensor(initted, "0", 1, 0, shape, shape)
            .Text("model_ema.step").Tensor(step, "1", 1, 0, shape, shape)
            .Text("model_ema.ema_model.net.w").Tensor("FloatStorage", "2", 1, 0, [1], [1]));
        var zip = ZipBuilder.Torch(pickle).AddStorage("1", 42L).AddStorage("2", 5f);
        using var open = Checkpoint.Open((isOld ? zip.AddStorage("0", 1f) : zip.AddStorage<byte>("0", 1)).File());

        Assert.Equal([1], open.ReadSingles("model_ema.initted"));
        var steps = new long[1];
        open.Read("model_ema.step", steps);
        Assert.Equal([42], steps);
        Assert.Equal([5], open.Select(WeightSet.Ema).ReadSingles("net.w"));
        Refusal.Of(() => open.Select(WeightSet.Online), "averaged weights only");
    }

    [Fact]
    public void Row39_NotFinite_IsReportedOnRequest()
    {
        using var open = Open("FloatStorage", 2, 0, [2], [1], new[] { 1f, float.NaN });
        Assert.Equal(["model.net.w"], open.FindNonFinite());
    }

    [Fact]
    public void Select_QuantisedTensor_IsAnErrorOnlyForWhoWantsIt()
    {
        var pickle = PickleBuilder.Checkpoint(items => items
            .Text("other").Tensor("QInt8Storage", "0", 1, 0, [1], [1]).Text("model.net.w").Tensor("FloatStorage", "1", 1, 0, [1], [1]));
        using var open = Checkpoint.Open(ZipBuilder.Torch(pickle).AddStorage("1", 1f).File());
        Assert.Single(open.Select(WeightSet.Online).Entries);
        Refusal.Of(() => open.Select("other", ""), "_rebuild_tensor_v2", "other");
    }

    [Fact]
    public void Read_Complex_IsRefused()
    {
        using var open = Open("ComplexFloatStorage", 1, 0, [1], [1], new float[] { 1, 2 });
        Refusal.Of(() => open.ReadSingles("model.net.w"), "C64", "model.net.w");
    }

    private static Checkpoint Open(string type, long count, long offset, long[] shape, long[] strides, Array storage)
    {
        var bytes = new byte[Buffer.ByteLength(
            storage is Half[] halves ? Array.ConvertAll(halves, BitConverter.HalfToUInt16Bits) : storage)];
        Buffer.BlockCopy(
            storage is Half[] source ? Array.ConvertAll(source, BitConverter.HalfToUInt16Bits) : storage, 0, bytes, 0, bytes.Length);
        var pickle = PickleBuilder.Checkpoint(items => items.Text("model.net.w").Tensor(type, "0", count, offset, shape, strides));
        return Checkpoint.Open(ZipBuilder.Torch(pickle).AddStorage<byte>("0", bytes).File());
    }

    private static void Refuse(Action<PickleBuilder> value, string reason, string? place = null)
    {
        var zip = ZipBuilder.Torch(PickleBuilder.Checkpoint(items => value(items.Text("model.net.w")))).AddStorage("0", 1f, 2f, 3f, 4f);
        Refusal.Of(() => Checkpoint.Open(zip.File()), reason, place);
    }
}

using System.Text;
using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats.Checkpoints;

/// <summary>Rows 17 to 30 of the matrix of bad input: what is wrong in the pickle.</summary>
public class BadPickleTests
{
    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("nt", "system")]
    [InlineData("subprocess", "Popen")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "exec")]
    [InlineData("sys", "modules")]
    [InlineData("pkgutil", "resolve_name")]
    [InlineData("pip", "main")]
    public void Row17_NameThatRunsSomething_IsMalicious(string module, string name)
    {
        var pickle = PickleBuilder.Checkpoint(
            items => items.Text("model.net.w").Tensor("FloatStorage", "0", 1, 0, [1], [1]),
            beside => beside.Text("x").Global(module, name).Text("echo pwned").Op(0x85, 'R'));
        Refusal.Of<MaliciousCheckpointException>(() => Open(pickle), $"{module}.{name}", "archive/data.pkl, offset");
    }

    [Fact]
    public void Row18_UnknownNameBesideTheWeights_IsInertUnlessStrict()
    {
        var pickle = PickleBuilder.Checkpoint(
            items => items.Text("model.net.w").Tensor("FloatStorage", "0", 4, 0, [4], [1]),
            beside => beside.Text("callbacks").Global("omegaconf.dictconfig", "DictConfig").Op(')', 0x81).Op('}').Text("k").Int(1)
                .Op('s', 'b'));
        var zip = ZipBuilder.Torch(pickle).AddStorage("0", 1f, 2f, 3f, 4f);

        using var open = Checkpoint.Open(zip.File());
        Assert.Equal(["omegaconf.dictconfig.DictConfig"], open.Summary.ForeignNames);
        Assert.Single(open.Select(WeightSet.Online).Entries);
        Refusal.Of(() => Checkpoint.Open(zip.File(), new CheckpointOptions { Strict = true }), "omegaconf.dictconfig.DictConfig");
    }

    [Theory]
    [InlineData("__main__", "Config")]
    [InlineData("functools", "partial")]
    [InlineData("builtins", "NotImplementedType")]
    [InlineData("numpy.core.multiarray", "scalar")]
    public void Row18_NameOfATrainingScript_IsUnknownAndNotMalicious(string module, string name)
    {
        var pickle = PickleBuilder.Checkpoint(
            items => items.Text("model.net.w").Tensor("FloatStorage", "0", 1, 0, [1], [1]),
            beside => beside.Text("hyper_parameters").Global(module, name).Op(')', 'R'));
        using var open = Open(pickle);
        Assert.Equal([$"{module}.{name}"], open.Summary.ForeignNames);
    }

    [Fact]
    public void Row19_UnknownNameInsideTheWeights_IsAnErrorWithTheKey()
    {
        var pickle = PickleBuilder.Checkpoint(items => items.Text("model.net.bad").Global("foreign", "Thing").Op(')', 'R'));
        using var open = Open(pickle);
        Refusal.Of(() => open.Select(WeightSet.Online), "foreign.Thing", "model.net.bad");
    }

    [Fact]
    public void Row20_PickleInsideThePickle_IsNotParsed()
    {
        var inner = new PickleBuilder().Global("os", "system").Text("x").Op(0x85, 'R').Stop();
        var pickle = PickleBuilder.Checkpoint(items => items
            .Text("model.net.w").Global("torch.storage", "_load_from_bytes").Text(Encoding.Latin1.GetString(inner)).Op(0x85, 'R'));
        using var open = Open(pickle);
        Refusal.Of(() => open.Select(WeightSet.Online), "_load_from_bytes", "model.net.w");
    }

    [Theory]
    [InlineData(0x93, "0x93")]
    [InlineData('0', "0x30")]
    [InlineData('i', "0x69")]
    [InlineData(0x95, "0x95")]
    public void Row21_UnsupportedOpcode_IsNamedWithItsOffset(int opcode, string text)
        => RefusePickle(new PickleBuilder().Op(opcode).Stop(), $"opcode {text}", "archive/data.pkl, offset 2");

    [Fact]
    public void Row21_Protocol4_IsRefused() => RefusePickle([0x80, 4, (byte)'N', (byte)'.'], "protocol 4");

    [Fact]
    public void Row22_NoStop_IsRefused() => RefusePickle(new PickleBuilder().Op('}').Bytes(), "ends in the middle");

    [Fact]
    public void Row22_BytesBehindTheEnd_AreRefusedUnlessAllowed()
    {
        byte[] pickle = [.. PickleBuilder.Checkpoint(items => items.Text("w").Tensor("FloatStorage", "0", 1, 0, [1], [1])), 1, 2, 3];
        RefusePickle(pickle, "3 bytes behind its end");
        using var open = Checkpoint.Open(
            ZipBuilder.Torch(pickle).AddStorage("0", 1f).File(), new CheckpointOptions { AllowTrailingBytes = true });
        Assert.Single(open.Entries);
    }

    public static TheoryData<string, byte[], string> BrokenStacks => new()
    {
        { "23 empty stack", new PickleBuilder().Op(0x85).Stop(), "more values than there are" },
        { "23 nothing left for STOP", new PickleBuilder().Stop(), "not there" },
        { "23 no mark", new PickleBuilder().Op('N', 't').Stop(), "mark that is not there" },
        { "23 below the mark", new PickleBuilder().Op('N', 'N', '(', 0x86).Stop(), "more values than there are" },
        { "23 unset memo", new PickleBuilder().Op('h', 5).Stop(), "never stored" },
        { "23 left over", new PickleBuilder().Op('N', 'N').Stop(), "leaves values behind" },
        { "24 SETITEM on a list", new PickleBuilder().Op(']', 'N', 'N', 's').Stop(), "no dictionary" },
        { "24 SETITEM on a number", new PickleBuilder().Int(1).Op('N', 'N', 's').Stop(), "no dictionary" },
        { "24 SETITEM on a tuple", new PickleBuilder().Op(')', 'N', 'N', 's').Stop(), "no dictionary" },
        { "24 APPEND on a dictionary", new PickleBuilder().Op('}', 'N', 'a').Stop(), "no list" },
        { "24 BUILD on a tensor", new PickleBuilder().Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op('}', 'b').Stop(),
            "state of something" },
        { "24 BUILD on a plain dictionary", new PickleBuilder().Op('}', '}', 'b').Stop(), "state of something" },
        { "24 REDUCE on text", new PickleBuilder().Text("x").Op(')', 'R').Stop(), "no name" },
        { "24 REDUCE without a tuple", new PickleBuilder().Global("a", "b").Op('N', 'R').Stop(), "without a tuple" },
        { "24 list as a key", new PickleBuilder().Op('}', ']', 'N', 's').Stop(), "dictionary's key" },
        { "25 odd SETITEMS", new PickleBuilder().Op('}', '(', 'N', 'N', 'N', 'u').Stop(), "key without a value" },
        { "27 string of 4 GB", new PickleBuilder().Op('X').UInt32(uint.MaxValue).Stop(), "4294967295 bytes" },
        { "27 string beyond the end", new PickleBuilder().Op('X').UInt32(1000).Stop(), "ends in the middle" },
        { "27 integer of 255 bytes", new PickleBuilder().Op(0x8A, 255).Stop(), "255 bytes" },
        { "30 id is a number", new PickleBuilder().Int(3).Op('Q').Stop(), "no storage" },
        { "30 id of another kind", StorageId("module", "0", 1), "no storage" },
        { "30 six items", new PickleBuilder().Op('(').Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Int(1)
            .Op('N', 't', 'Q').Stop(), "no storage" },
        { "30 key with a path", StorageId("storage", "../data.pkl", 1), "key is no number" },
        { "30 negative size", StorageId("storage", "0", -1), "more than the file holds" },
        { "30 huge size", StorageId("storage", "0", long.MaxValue), "more than the file holds" },
        { "no dictionary", new PickleBuilder().Op(']').Stop(), "no dictionary" },
        { "a name without an end", [0x80, 2, (byte)'c', .. new byte[5000], (byte)'.'], "name without an end" },
    };

    [Theory]
    [MemberData(nameof(BrokenStacks))]
    public void Row23To30_BrokenPickle_IsRefused(string row, byte[] pickle, string reason)
    {
        Assert.NotEmpty(row);
        RefusePickle(pickle, reason, "archive/data.pkl");
    }

    [Fact]
    public void Row26_HugeMemoId_TakesNoArray()
    {
        var pickle = PickleBuilder.Checkpoint(items => items
            .Text("w").Op('r').UInt32(uint.MaxValue).Tensor("FloatStorage", "0", 1, 0, [1], [1]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var open = Open(pickle);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Equal("w", Assert.Single(open.Entries).Name);
    }

    [Fact]
    public void Row28_ManyNestedTuples_AreRefused()
        => RefusePickle(new PickleBuilder().Op('N').Raw(Enumerable.Repeat((byte)0x85, 1_000_000).ToArray()).Stop(), "nests deeper");

    [Fact]
    public void Row28_ManyNestedLists_AreRefused()
    {
        byte[] nested = [0x80, 2, .. Enumerable.Repeat((byte)']', 90_000), .. Enumerable.Repeat((byte)'a', 89_999)];
        Refusal.Of(() => Open(InDictionary(nested)), "nests deeper", maxAllocatedBytes: 16 << 20);
    }

    [Fact]
    public void Row28_TooManyValuesInFlight_AreRefused()
        => Refusal.Of(() => Open([0x80, 2, .. Enumerable.Repeat((byte)']', 1_000_000)]), "in flight", maxAllocatedBytes: 32 << 20);

    [Fact]
    public void Row28_TooManyInstructions_AreRefused()
    {
        byte[] endless = [0x80, 2, (byte)'}', .. Enumerable.Repeat("q\0"u8.ToArray(), 4_000_000).SelectMany(item => item)];
        Refusal.Of(() => Open(endless), "instructions", maxAllocatedBytes: 64 << 20);
    }

    [Fact]
    public void Row28_ListInItself_IsRefused()
        => RefusePickle(InDictionary(new PickleBuilder().Op(']', 'q', 0, 'h', 0, 'a').Bytes()), "contains itself");

    [Fact]
    public void Row29_DoublingByMemo_IsNotExpanded()
    {
        // A list of two references to a list of two references ...: 2^200 values in 2 KB.
        var pickle = new PickleBuilder().Op('(', ']', 'q', 0);
        for (var i = 0; i < 200; i++)
            pickle.Op(']', '(', 'h', i, 'h', i, 'e', 'q', i + 1);
        using var open = Open(InDictionary(pickle.Op('t').Bytes()));
        Assert.Equal("w", Assert.Single(open.Entries).Name);
    }

    /// <summary>A pickle of {"w": tensor, "x": value}.</summary>
    private static byte[] InDictionary(byte[] value)
        => new PickleBuilder().Op('}', '(').Text("w").Tensor("FloatStorage", "0", 1, 0, [1], [1]).Text("x").Raw(value.AsSpan(2)).Op('u')
            .Stop();

    private static byte[] StorageId(string kind, string key, long count)
        => new PickleBuilder().Op('(').Text(kind).Global("torch", "FloatStorage").Text(key).Text("cpu").Int(count).Op('t', 'Q').Stop();

    private static Checkpoint Open(byte[] pickle) => Checkpoint.Open(ZipBuilder.Torch(pickle).File());

    private static void RefusePickle(byte[] pickle, string reason, string? place = null)
        => Refusal.Of(() => Open(pickle), reason, place);
}

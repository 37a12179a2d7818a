using TinyAudioDiffusion.Models.Formats.Checkpoints;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats.Checkpoints;

/// <summary>Checkpoints that PyTorch 1.13 and 2.14 wrote.</summary>
public class CheckpointTests
{
    [Theory]
    [InlineData("torch1")]
    [InlineData("torch2")]
    public void Entries_OfPyTorchsFile_AreItsStateDict(string name)
    {
        using var open = Checkpoint.Open(Fixtures.File($"checkpoint/{name}.ckpt"), new CheckpointOptions { Strict = true });
        var expected = File.ReadAllLines(Fixtures.PathOf("checkpoint/keys.txt"));
        Assert.Equal(expected, open.Entries.Select(Line), StringComparer.Ordinal);
        Assert.All(open.Entries, entry => Assert.All(open.ReadSingles(entry.Name), value => Assert.True(float.IsFinite(value))));

        static string Line(WeightEntry entry)
            => $"{entry.Name} ({string.Join(", ", entry.Shape)}{(entry.Shape.Count == 1 ? "," : "")})";
    }

    [Theory]
    [InlineData("torch1")]
    [InlineData("torch2")]
    public void Select_BothSets_HaveTheSameNamesAndOtherValues(string name)
    {
        using var open = Checkpoint.Open(Fixtures.File($"checkpoint/{name}.ckpt"));
        var online = open.Select(WeightSet.Online);
        var ema = open.Select(WeightSet.Ema);

        Assert.NotEmpty(online.Entries);
        Assert.All(online.Entries, entry => Assert.StartsWith("net.blocks.", entry.Name, StringComparison.Ordinal));
        Assert.Equal(online.Entries.Select(entry => entry.Name), ema.Entries.Select(entry => entry.Name));
        var differing = online.Entries.Count(entry => !online.ReadSingles(entry.Name).SequenceEqual(ema.ReadSingles(entry.Name)));
        Assert.InRange(differing, online.Entries.Count / 2, online.Entries.Count);
        Assert.Equal(online.ReadSingles("net.blocks.0.weights"), open.ReadSingles("model_ema.online_model.sampler.net.blocks.0.weights"));
    }

    [Theory]
    [InlineData("torch1")]
    [InlineData("torch2")]
    public void Summary_OfPyTorchsFile_SaysWhatItHolds(string name)
    {
        using var open = Checkpoint.Open(Fixtures.File($"checkpoint/{name}.ckpt"));
        Assert.Contains("state_dict", open.Summary.TopLevelKeys);
        Assert.NotNull(open.Summary.Epoch);
        Assert.NotNull(open.Summary.GlobalStep);
        Assert.StartsWith("1.", open.Summary.LightningVersion, StringComparison.Ordinal);
        Assert.True(open.Summary.HasOptimizerState);
        Assert.True(open.Summary.HasEmaWeights);
        Assert.Empty(open.Summary.ForeignNames);
        Assert.Empty(open.Summary.UnreadableKeys);
        Assert.Empty(open.Summary.Warnings);
    }

    [Fact]
    public void Tensors_SharingAStorage_AreAliases()
    {
        using var open = Checkpoint.Open(Fixtures.File("checkpoint/torch2.ckpt"));
        var time = open.Tensors.Single(tensor => tensor.Entry.Name == "model.net.blocks.1.blocks.0.0.weight");
        Assert.Equal(12, time.Aliases.Count); // six registrations of the network, and the layer stands in it twice
        Assert.Contains("model_ema.online_model.sampler.net.blocks.1.blocks.1.0.weight", time.Aliases);
    }

    [Fact]
    public void Read_OnlineWeights_ReadsLittleMoreThanTheirStorages()
    {
        var content = Fixtures.Bytes("checkpoint/torch2.ckpt");
        var stream = new CountingStream(content);
        using var open = Checkpoint.Open(new ModelFile("torch2.ckpt", "torch2.ckpt", () => stream));
        var online = open.Select(WeightSet.Online);
        var distinct = open.Tensors.Where(tensor => tensor.Entry.Name.StartsWith("model.net.", StringComparison.Ordinal))
            .DistinctBy(tensor => tensor.StorageKey).ToList();
        foreach (var tensor in distinct)
            online.ReadSingles(tensor.Entry.Name["model.".Length..]);

        const int directoryBytes = 0x566D, pickleBytes = 265_852, headerBytes = 2 * 64, smallBytes = 2048;
        var storageBytes = distinct.Sum(tensor => tensor.Entry.ElementCount * sizeof(float));
        Assert.InRange(
            stream.BytesRead, storageBytes, storageBytes + directoryBytes + pickleBytes + (headerBytes * online.Entries.Count)
                + smallBytes);
        Assert.InRange(storageBytes, 1, content.Length / 4);
    }

    [Fact]
    public void Read_FromManyThreads_GivesTheSameValues()
    {
        using var open = Checkpoint.Open(Fixtures.File("checkpoint/torch2.ckpt"));
        var expected = open.Entries.Take(50)
            .ToDictionary(entry => entry.Name, entry => open.ReadSingles(entry.Name), StringComparer.Ordinal);
        Parallel.For(0, 400, i =>
        {
            var name = open.Entries[i % 50].Name;
            Assert.Equal(expected[name], open.ReadSingles(name));
        });
    }

    [Fact]
    public void Read_IntoAnotherLength_IsTheCallersError()
    {
        using var open = Checkpoint.Open(Fixtures.File("checkpoint/torch2.ckpt"));
        Assert.Throws<ArgumentException>(() => open.Read("model.net.blocks.0.weights", new float[3]));
        Assert.Throws<ModelFormatException>(() => open.ReadSingles("nothing"));
    }

    [Fact]
    public void Open_BareStateDict_IsRead()
    {
        var pickle = new PickleBuilder().OrderedDict().Op('(').Text("net.w").Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op('u')
            .Op('}', 'b').Stop();
        using var open = Checkpoint.Open(ZipBuilder.Torch(pickle).AddStorage("0", 9f).File());
        Assert.Equal([9], open.Select(WeightSet.Online).ReadSingles("net.w"));
        Assert.Empty(open.Summary.TopLevelKeys);
    }

    [Fact]
    public void Open_Refused_ClosesTheFile()
    {
        var stream = new MemoryStream([1, 2, 3]);
        Assert.Throws<ModelFormatException>(() => Checkpoint.Open(new ModelFile("x.ckpt", "x.ckpt", () => stream)));
        Assert.False(stream.CanRead);
    }
}

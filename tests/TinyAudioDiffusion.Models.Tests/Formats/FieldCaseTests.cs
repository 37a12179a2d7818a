using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Formats.Safetensors;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Tests.Formats.Building;
using TinyAudioDiffusion.Models.Tests.Networks;
using TinyAudioDiffusion.Models.WeightFiles;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Models.Tests.Formats;

/// <summary>Files as other tools and other people's habits leave them; tests/fixtures/cases holds them.</summary>
public sealed class FieldCaseTests
{
    private const string Checkpoint = "checkpoint/torch2.ckpt";
    private const string Configuration = "checkpoint/config.yaml";

    [Theory]
    [InlineData("orig_mod")]
    [InlineData("ddp_module")]
    [InlineData("bare_net")]
    public void Checkpoint_NamesOfOtherTrainers_GiveTheSameWeights(string name)
    {
        using var opened = Open.Lightning(Fixtures.Folder($"cases/ckpt/{name}"));
        AssertSameWeights(opened);
    }

    [Theory]
    [InlineData("prefix_module")]
    [InlineData("prefix_model")]
    [InlineData("sharded")]
    [InlineData("extra_key")]
    public void Safetensors_NamesAndPartsOfOtherTools_GiveTheSameWeights(string name)
    {
        using var opened = Open.Folder(Fixtures.Folder($"cases/safetensors/{name}"));
        AssertSameWeights(opened);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[1, [2, {\"a\": []}]]")]
    [InlineData("{\"dtype\": {\"shape\": [1]}}")]
    public void Safetensors_UnknownKeyOfAnyShape_IsIgnored(string value)
    {
        var header = System.Text.Encoding.UTF8.GetBytes(
            $"{{\"w\":{{\"x\":{value},\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"y\":{value}}}}}");
        byte[] content = [.. BitConverter.GetBytes((ulong)header.Length), .. header, 0, 0, 128, 63];
        using var file = SafetensorsFile.Open(InMemory.File(content));
        Assert.Equal([1f], file.ReadSingles("w"));
    }

    [Theory]
    [InlineData("model.safetensors.index.json")]
    [InlineData("model.json")]
    public void Safetensors_ShardsNamedByIndexOrDescription_GiveTheSameWeights(string named)
    {
        var files = Fixtures.Folder("cases/safetensors/sharded");
        using var opened = Open.Folder(files with { Named = files.Find(named) });
        AssertSameWeights(opened);
    }

    [Theory]
    [InlineData("model-00002-of-00002.safetensors", "", "model-00002-of-00002.safetensors\", which is not beside the index")]
    [InlineData("", "../model-00001-of-00002.safetensors", "which is not beside the index")]
    [InlineData("", "model-00002-of-00002.safetensors", "has no such tensor")]
    public void Safetensors_IndexThatDoesNotFit_IsRefusedByName(string missing, string first, string reason)
    {
        var files = Fixtures.Folder("cases/safetensors/sharded");
        var index = files.Files.Single(file => file.Name.EndsWith("index.json", StringComparison.Ordinal));
        var text = File.ReadAllText(index.DisplayPath);
        if (first.Length > 0)
            text = text.Replace(
                "\"net.blocks.0.to_out.bias\": \"model-00001-of-00002.safetensors\"", $"\"net.blocks.0.to_out.bias\": \"{first}\"",
                StringComparison.Ordinal);
        ModelFile[] changed = [.. files.Files.Where(file => file != index && file.Name != missing),
            InMemory.File(text, "memory/model.safetensors.index.json")];
        Refusal.Of(() => Open.Folder(files with { Files = changed }), reason);
    }

    [Fact]
    public void Checkpoint_AveragesOnly_SaysHowToLoadThem()
    {
        var files = InMemoryFiles("cases/ckpt/ema_only/m.ckpt", Configuration);
        Refusal.Of(() => Open.Lightning(files), "averaged weights only: load those (--weights ema)", "model.net.*");
        using var opened = Open.Lightning(files, WeightSet.Ema);
        using var expected = Open.Lightning(
            new ModelFiles("fixture", [Fixtures.File(Checkpoint), Fixtures.File(Configuration)]), WeightSet.Ema);
        AssertSame(expected, opened);
    }

    [Fact]
    public void Checkpoint_OfAFork_IsRefusedByTheNameOfItsClass()
        => Refusal.Of(
            () => Open.Lightning(InMemoryFiles("cases/ckpt/conditional_fork/m.ckpt", "cases/ckpt/conditional_fork/config.yaml")),
            "is a ConditionalModel", "model._target_");

    [Fact]
    public void Checkpoint_OfNoNetwork_SaysHowItsNamesBegin()
    {
        var pickle = PickleBuilder.Checkpoint(
            items => items.Text("encoder.conv.weight").Tensor("FloatStorage", "0", 1, 0, [1], [1]), _ => { });
        var checkpoint = InMemory.File(ZipBuilder.Torch(pickle).AddStorage("0", 1f).Build(), "memory/model.ckpt");
        Refusal.Of(
            () => Open.Lightning(InMemory.Files(checkpoint, Fixtures.File(Configuration))),
            "names that begin with encoder: it is a checkpoint of another kind");
    }

    [Fact]
    public void Configuration_RootOfHydraBesideTheRightOne_IsPassedOver()
    {
        var folder = Fixtures.Folder("cases/ckpt/root_and_exp");
        using var opened = Open.Lightning(folder with { Files = [.. folder.Files, Fixtures.File(Checkpoint)] });
        AssertSameWeights(opened);
    }

    [Theory]
    [InlineData("a.yaml", "b.yml", "name one of a.yaml, b.yml (--model-config)")]
    [InlineData("model.yaml", "b.yml", null)]
    public void Configuration_SeveralWithANetwork_TheOneOfTheCheckpointsNameCounts(string first, string second, string? reason)
    {
        var yaml = Fixtures.Bytes(Configuration);
        var files = InMemory.Files(
            InMemory.File(Fixtures.Bytes(Checkpoint), "memory/model.ckpt"), InMemory.File(yaml, $"memory/{first}"),
            InMemory.File(yaml, $"memory/{second}"));
        if (reason is null)
            Open.Lightning(files).Dispose();
        else
            Refusal.Of(() => Open.Lightning(files), reason);
    }

    [Fact]
    public void Configuration_NoneWithANetwork_ListsWhatIsThere()
    {
        var files = InMemory.Files(
            InMemory.File(Fixtures.Bytes(Checkpoint), "memory/model.ckpt"), InMemory.File("a: 1", "memory/a.yaml"),
            InMemory.File("b: [", "memory/b.yaml"));
        Refusal.Of(() => Open.Lightning(files), "none with a network (model.model): a.yaml, b.yaml");
    }

    [Theory]
    [InlineData("anchor_alias")]
    [InlineData("anchor_alias_elsewhere")]
    [InlineData("list_item_reference")]
    [InlineData("list_reference")]
    [InlineData("merge_key")]
    [InlineData("oc_env")]
    [InlineData("python_tuple_elsewhere")]
    [InlineData("relative_reference")]
    [InlineData("underscore_int")]
    [InlineData("yes_bool")]
    public void Yaml_AsOtherReadersTakeIt_GivesTheSameModel(string name)
    {
        using var opened = Open.Lightning(new ModelFiles("case", [Fixtures.File(Checkpoint), Fixtures.File($"cases/yaml/{name}.yaml")]));
        using var expected = Open.Lightning(new ModelFiles("fixture", [Fixtures.File(Checkpoint), Fixtures.File(Configuration)]));
        Assert.Equivalent(expected.Description, opened.Description, strict: true);
        AssertSameWeights(opened);
    }

    [Theory]
    [InlineData("adp_AudioDiffusionModel")]
    [InlineData("adp_flat_v0")]
    public void Yaml_OfTheOlderArchitecture_IsNamed(string name)
        => Refusal.Of(
            () => Open.Lightning(InMemoryFiles(Checkpoint, $"cases/yaml/{name}.yaml")),
            "architecture of audio-diffusion-pytorch before version 0.1", "model");

    private static void AssertSameWeights(OpenedModel opened)
    {
        using var expected = Open.Lightning(new ModelFiles("fixture", [Fixtures.File(Checkpoint), Fixtures.File(Configuration)]));
        AssertSame(expected, opened);
    }

    // Checkpoints list some parameters under second names as well.
    private static void AssertSame(OpenedModel expected, OpenedModel actual)
    {
        using var network = new DiffusionNetwork(expected.Description, NetworkFixture.Transforms);
        network.RequireMatch(actual.Weights);
        Assert.All(
            network.Parameters, parameter
                => Assert.Equal(expected.Weights.ReadSingles(parameter.Name), actual.Weights.ReadSingles(parameter.Name)));
    }

    private static ModelFiles InMemoryFiles(params string[] paths)
        => InMemory.Files([.. paths.Select(path => InMemory.File(Fixtures.Bytes(path), "memory/" + Path.GetFileName(path)))]);
}

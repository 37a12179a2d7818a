using System.Text.Json;

namespace TinyAudioDiffusion.Cli.Tests.Inspect;

public sealed class InspectCommandTests
{
    [Theory]
    [InlineData("torch1.ckpt")]
    [InlineData("torch2.ckpt")]
    public async Task Inspect_OfACheckpoint_TellsWhatIsInIt(string name)
    {
        var path = Fixtures.PathOf($"fixtures/checkpoint/{name}");

        using var json = JsonDocument.Parse((await Tad.SucceedAsync("inspect", path, "--json")).Output);

        var root = json.RootElement;
        var names = File.ReadLines(Fixtures.PathOf("fixtures/checkpoint/keys.txt")).Select(line => line.Split(' ')[0]);
        Assert.Equal(names, root.GetProperty("tensors").EnumerateArray().Select(tensor => tensor.GetProperty("name").GetString()));
        Assert.Equal(new FileInfo(path).Length, root.GetProperty("sizeInBytes").GetInt64());
        Assert.Equal([8, 16], root.GetProperty("model").GetProperty("network").GetProperty("channels").EnumerateArray().Select(value => value.GetInt32()));
        Assert.True(root.GetProperty("checkpoint").GetProperty("hasEmaWeights").GetBoolean());
        Assert.True(root.GetProperty("checkpoint").GetProperty("hasOptimizerState").GetBoolean());
        Assert.Contains(
            root.GetProperty("aliases").EnumerateArray(),
            group => group.EnumerateArray().Any(alias => alias.GetString() == "model.sampler.net.blocks.0.weights"));
        var loads = root.GetProperty("loads").EnumerateArray().ToList();
        Assert.Equal(["online", "ema"], loads.Select(load => load.GetProperty("weights").GetString()));
        Assert.All(loads, load => Assert.Equal(34732, load.GetProperty("parameters").GetInt64()));
        Assert.All(loads, load => Assert.False(load.TryGetProperty("problem", out _)));
    }

    [Fact]
    public async Task Inspect_ForAPerson_ShortensListsUnlessAsked()
    {
        var shortened = (await Tad.SucceedAsync("inspect", Fixtures.Torch2)).Output;
        var whole = (await Tad.SucceedAsync("inspect", Fixtures.Torch2, "--tensors")).Output;

        Assert.Contains("... and 651 more; --tensors lists all.", shortened, StringComparison.Ordinal);
        Assert.Contains("73 tensors, 34,732 parameters; fits the network", shortened, StringComparison.Ordinal);
        Assert.DoesNotContain("more", whole, StringComparison.Ordinal);
        Assert.True(whole.Split('\n').Length > 659);
    }

    [Fact]
    public async Task Inspect_WithoutConfiguration_StillListsTensorsAndSaysWhyNothingLoads()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Fixtures.Torch2, folder["alone.ckpt"]);

        using var json = JsonDocument.Parse((await Tad.SucceedAsync("inspect", folder["alone.ckpt"], "--json")).Output);

        Assert.Equal(659, json.RootElement.GetProperty("tensors").GetArrayLength());
        Assert.All(json.RootElement.GetProperty("loads").EnumerateArray(), load => Assert.Contains("YAML", load.GetProperty("problem").GetString()));
        using var configured = JsonDocument.Parse((await Tad.SucceedAsync(
            "inspect", folder["alone.ckpt"], "--json", "--model-config", Fixtures.PathOf("fixtures/checkpoint/config.yaml"))).Output);
        Assert.All(configured.RootElement.GetProperty("loads").EnumerateArray(), load => Assert.False(load.TryGetProperty("problem", out _)));
    }

    [Theory]
    [InlineData("fixtures/unet/raw")]
    [InlineData("fixtures/unet/raw/config.json")]
    [InlineData("fixtures/unet/raw/model.safetensors")]
    [InlineData("fixtures/unet/cross-attention-cfg")]
    [InlineData("samples/tiny-noise")]
    [InlineData("samples/tiny-noise/model.json")]
    public async Task Inspect_OfFoldersAndDescriptions_SaysThatTheyFit(string path)
    {
        using var json = JsonDocument.Parse((await Tad.SucceedAsync("inspect", Fixtures.PathOf(path), "--json")).Output);

        var load = Assert.Single(json.RootElement.GetProperty("loads").EnumerateArray());
        Assert.True(load.GetProperty("parameters").GetInt64() > 0);
        Assert.True(json.RootElement.GetProperty("tensors").GetArrayLength() > 0);
    }

    [Fact]
    public async Task Inspect_OfPlainTensors_ListsThem()
    {
        var output = (await Tad.SucceedAsync("inspect", Fixtures.PathOf("fixtures/unet/raw/io.safetensors"))).Output;

        Assert.Contains("in/x", output, StringComparison.Ordinal);
        Assert.Contains("[2, 2, 64]", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OfADescriptionAlone_ShowsIt()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Fixtures.TinyNoise, "model.json"), folder["model.json"]);

        var output = (await Tad.SucceedAsync("inspect", folder["model.json"])).Output;

        Assert.Contains("without weights", output, StringComparison.Ordinal);
        Assert.Contains("[8, 16]", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OfASound_TellsTheIdThatMakesItAgain()
    {
        using var folder = new TemporaryFolder();
        await Tad.SucceedAsync("loop", "--model", Fixtures.Torch2, "--seed", "3", "--steps", "2", "--length", "77", "--out", folder["a"]);
        var path = Assert.Single(Directory.GetFiles(folder["a"]));

        using var json = JsonDocument.Parse((await Tad.SucceedAsync("inspect", path, "--json")).Output);
        var id = json.RootElement.GetProperty("id").GetString()!;
        await Tad.SucceedAsync("generate", "--recipe", id, "--model", Fixtures.Torch2, "--out", folder["b"]);

        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder["b"]))));
        Assert.Equal(("loop", 77), (json.RootElement.GetProperty("recipe").GetProperty("edit").GetProperty("verb").GetString(), json.RootElement.GetProperty("length").GetInt32()));
        Assert.Contains($"  {id}", (await Tad.SucceedAsync("inspect", path)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OfAForeignSound_SaysThatThereIsNoRecipe()
    {
        using var folder = new TemporaryFolder();
        new AudioClip(new float[10], 1, 8000).Save(folder["foreign.wav"]);
        File.WriteAllText(folder["cut.wav"], "RIFF");

        Assert.Contains("No recipe", (await Tad.SucceedAsync("inspect", folder["foreign.wav"])).Output, StringComparison.Ordinal);
        Assert.Contains("cut.wav", await Tad.FailAsync("inspect", folder["cut.wav"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OfNothing_FailsWithOneSentence()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["text.ckpt"], "hello");

        Assert.Contains("nowhere", await Tad.FailAsync("inspect", "nowhere"), StringComparison.Ordinal);
        Assert.Contains("text.ckpt", await Tad.FailAsync("inspect", folder["text.ckpt"]), StringComparison.Ordinal);
        File.Delete(folder["text.ckpt"]);
        Assert.Contains("no model", await Tad.FailAsync("inspect", folder.Path), StringComparison.Ordinal);
    }
}

using System.Security.Cryptography;
using System.Text.Json;

namespace TinyAudioDiffusion.Cli.Tests.Models;

public sealed class ConvertCommandTests
{
    [Theory]
    [InlineData("torch1.ckpt", "online")]
    [InlineData("torch2.ckpt", "ema")]
    public async Task Convert_ThenGenerate_GivesTheBytesOfTheCheckpoint(string checkpoint, string weights)
    {
        using var folder = new TemporaryFolder();
        var source = Fixtures.PathOf($"fixtures/checkpoint/{checkpoint}");

        await Tad.SucceedAsync("convert", source, folder["model"], "--weights", weights);
        await GenerateAsync(folder["from-folder"], "--model", folder["model"]);
        await GenerateAsync(folder["from-checkpoint"], "--model", source, "--weights", weights);

        Assert.Equal(AudioClip.Load(folder["from-checkpoint/kick-3.wav"]).Samples.ToArray(),
            AudioClip.Load(folder["from-folder/kick-3.wav"]).Samples.ToArray());
    }

    [Fact]
    public async Task Convert_WritesProvenanceWithoutPaths()
    {
        using var folder = new TemporaryFolder();

        await Tad.SucceedAsync("convert", Fixtures.Torch2, folder["model"], "--weights", "ema");

        var text = await File.ReadAllTextAsync(folder["model/model.json"]);
        using var json = JsonDocument.Parse(text);
        var provenance = json.RootElement.GetProperty("provenance");
        Assert.Equal("torch2.ckpt", provenance.GetProperty("source").GetString());
        Assert.Equal("ema", provenance.GetProperty("weights").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Fixtures.Torch2))),
            provenance.GetProperty("sha256").GetString());
        Assert.StartsWith("tad ", provenance.GetProperty("createdBy").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(AppContext.BaseDirectory, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_OfAFolder_KeepsItsFirstSource()
    {
        using var folder = new TemporaryFolder();

        await Tad.SucceedAsync("convert", Fixtures.TinyNoise, folder["half"], "--half");

        Assert.Contains("torch2.ckpt", await File.ReadAllTextAsync(folder["half/model.json"]), StringComparison.Ordinal);
        Assert.True(new FileInfo(folder["half/model.safetensors"])
            .Length < 0.6 * new FileInfo(Path.Combine(Fixtures.TinyNoise, "model.safetensors")).Length);
        await GenerateAsync(folder["out"], "--model", folder["half"]);
    }

    [Fact]
    public async Task Convert_OfTheReferencesExport_GivesTheSameSound()
    {
        using var folder = new TemporaryFolder();
        var source = Fixtures.PathOf("fixtures/unet/learned-transform-w16-s4");

        await Tad.SucceedAsync("convert", source, folder["model"]);
        await GenerateAsync(folder["a"], "--model", source);
        await GenerateAsync(folder["b"], "--model", folder["model"]);

        Assert.Equal(AudioClip.Load(folder["a/kick-3.wav"]).Samples.ToArray(), AudioClip.Load(folder["b/kick-3.wav"]).Samples.ToArray());
    }

    [Fact]
    public async Task Convert_IntoAFullFolder_WantsForceAndKeepsOtherFiles()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["model"]);
        File.WriteAllText(folder["model/notes.txt"], "mine");

        Assert.Contains("--force", await Tad.FailAsync("convert", Fixtures.Torch2, folder["model"]), StringComparison.Ordinal);
        Assert.Single(folder.Files);
        await Tad.SucceedAsync("convert", Fixtures.Torch2, folder["model"], "--force");
        await Tad.SucceedAsync("convert", Fixtures.Torch1, folder["model"], "--force");

        Assert.Equal(["model.json", "model.safetensors", "notes.txt"], folder.Files.Select(Path.GetFileName).Order());
        await GenerateAsync(folder["out"], "--model", folder["model"]);
    }

    [Fact]
    public async Task Convert_WithAnotherNetworksConfiguration_WritesNothing()
    {
        using var folder = new TemporaryFolder();
        var configuration = await File.ReadAllTextAsync(Fixtures.PathOf("fixtures/checkpoint/config.yaml"));
        await File.WriteAllTextAsync(
            folder["wide.yaml"], configuration.Replace("channels: [8, 16]", "channels: [8, 24]", StringComparison.Ordinal));

        var sentence = await Tad.FailAsync("convert", Fixtures.Torch2, folder["model"], "--config", folder["wide.yaml"]);

        Assert.Contains("torch2.ckpt", sentence, StringComparison.Ordinal);
        Assert.Single(folder.Files);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    private static async Task GenerateAsync(string folder, params string[] arguments)
        => await Tad.SucceedAsync(["generate", "kick", "--seed", "3", "--length", "100", "--steps", "4", "--depth", "float", "--out",
            folder, .. arguments]);
}

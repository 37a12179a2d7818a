using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Tests;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.DanceDiffusion.Tests;

/// <summary>What the plug-in registers, and what it leaves to others.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Cards_NameModelsWithLicenceAndCommit_AndTakeNoKind()
    {
        await using var dance = new Dance();
        var zoo = dance.Services.GetRequiredService<IModelZoo>();

        Assert.Equal(6, DanceDiffusionModels.Cards.Count);
        foreach (var card in DanceDiffusionModels.Cards)
        {
            Assert.Equal(card.Location, zoo.CardFor(card.Id).Location);
            Assert.Empty(zoo.CardFor(card.Id).Kinds);
            Assert.Equal("MIT", card.Licence);
            Assert.Equal(DanceDiffusionModels.Settings, card.Settings);
            if (card.Id != "harmonai/glitch-440k")
                Assert.Matches($"^{card.Id}@[0-9a-f]{{40}}$", card.Location);
        }
    }

    [Fact]
    public void AddingTwice_IsHarmless()
    {
        var services = new ServiceCollection();
        var builder = services.AddTinyAudioDiffusion().AddDanceDiffusion();
        var once = services.Count;
        builder.AddDanceDiffusion();
        Assert.Equal(once, services.Count);
    }

    [Fact]
    public async Task Files_OfARepository_AreChosenWithTheirFolders()
    {
        await using var dance = new Dance();
        var format = dance.Services.GetRequiredService<Registry<IModelFormat>>().Get("dance-diffusion");
        string[] all = [".gitattributes", "README.md", "model_index.json", "scheduler/scheduler_config.json", "unet/config.json",
            "unet/diffusion_pytorch_model.bin"];

        Assert.Equal(
            ["model_index.json", "scheduler/scheduler_config.json", "unet/config.json", "unet/diffusion_pytorch_model.bin"],
            format.ChooseFiles(all));
        const string Safetensors = "unet/diffusion_pytorch_model.safetensors";
        Assert.Equal(Safetensors, format.ChooseFiles([.. all, Safetensors])![^1]);
        Assert.Null(format.ChooseFiles([.. all[..4], "../unet/config.json", "unet/../unet/config.json", all[5]]));
        Assert.Null(format.ChooseFiles(["model.json", "model.safetensors"]));
    }

    [Fact]
    public async Task OtherModels_StayWithTheirFormats()
    {
        await using var dance = new Dance();
        using var folder = new TemporaryFolder();
        File.Copy(Dance.PathOf("original/io.safetensors"), folder["model.safetensors"]);
        await File.WriteAllTextAsync(folder["config.json"], "{}");

        Assert.Equal("reference", dance.Finder.FormatOf(await dance.Finder.FetchAsync(folder.Path, new())).Name);
        Assert.Equal(
            "dance-diffusion-original",
            dance.Finder.FormatOf(await dance.Finder.FetchAsync(Dance.PathOf("original/honk-140k.ckpt"), new())).Name);
    }

    [Fact]
    public async Task OriginalCheckpoint_OfAnUnknownName_TakesTheSizesThatAreGiven()
    {
        await using var dance = new Dance();
        using var folder = new TemporaryFolder();
        File.Copy(Dance.PathOf("original/honk-140k.ckpt"), folder["mine.ckpt"]);
        await File.WriteAllTextAsync(folder["sizes.json"], """{"sample_rate":22050,"sample_size":8192}""");

        using var usual = (await dance.LoadAsync(folder["mine.ckpt"])).Model;
        using var told = (await dance.LoadAsync(folder["mine.ckpt"], new() { ConfigurationPath = folder["sizes.json"] })).Model;

        Assert.Equal((48000, 65536), (usual.Info.SampleRate, usual.Info.NativeLength));
        Assert.Equal((22050, 8192), (told.Info.SampleRate, told.Info.NativeLength));
    }
}

using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Fuzz.Tests;

/// <summary>The readers of Dance Diffusion, as an application reaches them.</summary>
internal static class DanceTargets
{
    private const string Folder = "dance-diffusion";

    /// <summary>The configuration of a diffusers folder; its weights are good.</summary>
    public static FuzzTarget Configuration(IReadOnlyList<string> words)
    {
        var finder = CreateFinder();
        var weights = Bytes("tiny/unet/diffusion_pytorch_model.bin");
        return new FuzzTarget(
            "dance-json",
            [Bytes("tiny/unet/config.json")],
            bytes => Load(finder, ("config.json", bytes), ("diffusion_pytorch_model.bin", weights)),
            ["AttnDownBlock1D", "DownBlock1DNoSkip", "UpBlock1D", "UNet1DModel", "2147483647", "-2147483648", "../", .. words])
        {
            Inputs = 60,
        };
    }

    /// <summary>A checkpoint of the original code.</summary>
    public static FuzzTarget Checkpoint()
    {
        var finder = CreateFinder();
        return new FuzzTarget(
            "dance-checkpoint",
            [Bytes("original/honk-140k.ckpt")],
            bytes => Load(finder, ("honk-140k.ckpt", bytes)),
            ["diffusion.", "net.3.main.7.", "timestep_embed.weight", "PK\u0001\u0002", "PK\u0003\u0004"])
        {
            Inputs = 30,
        };
    }

    private static ModelFinder CreateFinder()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddNetworkModels().AddDanceDiffusion();
        return services.BuildServiceProvider().GetRequiredService<ModelFinder>();
    }

    private static void Load(ModelFinder finder, params (string Name, byte[] Content)[] content)
    {
        var files = new ModelFiles("fuzz", [.. content.Select(
            file => new ModelFile(file.Name, file.Name, () => new MemoryStream(file.Content, writable: false)))]);
        finder.FormatOf(files).Load(files, new(), CancellationToken.None).Model.Dispose();
    }

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", Folder, name));
}

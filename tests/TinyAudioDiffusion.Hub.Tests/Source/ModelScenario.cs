using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub.Tests.Server;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Tests.Source;

/// <summary>The reference's checkpoint with its YAML, served as acme/drums.</summary>
internal static class ModelScenario
{
    public const string Checkpoint = "drums.ckpt";
    public const string Configuration = "config.yaml";

    public static readonly GenerationOptions Quick = new() { Seed = 11, Steps = 4 };

    public static string CheckpointPath => Path.Combine(AppContext.BaseDirectory, "fixtures", "checkpoint", "torch2.ckpt");

    public static ServedFile CheckpointFile { get; } = new(File.ReadAllBytes(CheckpointPath), IsLarge: true);

    public static ServedFile ConfigurationFile { get; } = new(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "checkpoint", "config.yaml")), IsLarge: false);

    public static (string, ServedFile)[] Files { get; } =
    [
        (Checkpoint, CheckpointFile), (Configuration, ConfigurationFile), ("README.md", ServedFile.Small("# drums")),
        (".gitattributes", ServedFile.Small("*")),
    ];

    public static async Task<HubScenario> StartAsync()
    {
        var scenario = await HubScenario.StartAsync();
        scenario.Server.Repositories[HubScenario.Id] = new ServedRepository().Push("main", HubScenario.Commit, Files);
        return scenario;
    }

    /// <summary>The sound that the same files make from a folder.</summary>
    public static async Task<float[]> FromFolderAsync(HubScenario scenario)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scenario.Root, "folder")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, Checkpoint), CheckpointFile.Content);
        await File.WriteAllBytesAsync(Path.Combine(folder, Configuration), ConfigurationFile.Content);
        var clip = await scenario.NewProvider().GetRequiredService<IDrumGenerator>().GenerateAsync(folder, Quick);
        return clip.Samples.ToArray();
    }

    public static Task<ModelFiles> FetchAsync(this HubScenario scenario, string location, ModelLoadOptions? options = null)
        => scenario.NewProvider().GetRequiredService<ModelFinder>().FetchAsync(location, options ?? new());

    /// <summary>Fetches with clients that take the needed weights only.</summary>
    public static Task<ModelFiles> FetchWeightsOnlyAsync(this HubScenario scenario, string location)
    {
        var provider = scenario.NewProvider();
        provider.GetRequiredService<IOptions<HuggingFaceHubOptions>>().Value.WeightsOnly = true;
        return provider.GetRequiredService<ModelFinder>().FetchAsync(location, new());
    }
}

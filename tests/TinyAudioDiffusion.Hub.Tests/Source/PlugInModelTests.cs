using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Hub.Tests.Server;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Tests.Source;

/// <summary>Repositories whose layout only the format of a plug-in knows: those of Dance Diffusion have folders.</summary>
public sealed class PlugInModelTests
{
    private static readonly string[] _names =
        ["model_index.json", "scheduler/scheduler_config.json", "unet/config.json", "unet/diffusion_pytorch_model.bin"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "fixtures", "dance");

    [Fact]
    public async Task Fetch_GetsTheFilesThatTheFormatChooses_AndPlaysThemOfflineAsFromAFolder()
    {
        await using var s = await StartAsync(_names);

        var files = await s.FetchAsync(HubScenario.Id);
        s.Server.ForgetRequests();
        s.Configure = options => options.Offline = true;
        var fromHub = await s.NewProvider().GetRequiredService<IDrumGenerator>().GenerateAsync(HubScenario.Id, ModelScenario.Quick);
        var fromFolder = await s.NewProvider().GetRequiredService<IDrumGenerator>().GenerateAsync(Folder, ModelScenario.Quick);

        Assert.Equal(_names, files.Files.Select(file => file.Name));
        Assert.Equal(HubScenario.Later, files.Revision);
        Assert.Equal(fromFolder.Samples.ToArray(), fromHub.Samples.ToArray());
        s.AssertRequests();
    }

    [Fact]
    public async Task Cache_WithoutTheWeights_HoldsNoModel()
    {
        await using var s = await StartAsync(_names);
        await s.FetchAsync(HubScenario.Id);
        var finder = s.NewProvider().GetRequiredService<ModelFinder>();
        Assert.NotNull(finder.FindAtHand(HubScenario.Id, null, new()));

        File.Delete(Path.Combine(s.Repository, "snapshots", HubScenario.Later, _names[^1]));

        Assert.Null(finder.FindAtHand(HubScenario.Id, null, new()));
    }

    [Fact]
    public async Task Listing_FindsTheFilesOfTheModel_WithTheFormats()
    {
        await using var s = await StartAsync(_names);
        Assert.True(HubRepository.TryParse(HubScenario.Id, out var repository));
        var services = s.NewProvider();

        var listing = await services.GetRequiredService<IHuggingFaceHub>().ListAsync(repository);

        var formats = services.GetRequiredService<Registry<IModelFormat>>().Items;
        Assert.Equal(
            _names, listing.FindModel(repository, formats: formats).Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.Equal(HubFault.NoModel, Assert.Throws<HubException>(() => listing.FindModel(repository)).Fault);
    }

    [Fact]
    public async Task Repository_WithoutTheWeights_HoldsNoModel()
    {
        await using var s = await StartAsync(_names[..3]);

        Assert.Equal(HubFault.NoModel, (await Assert.ThrowsAsync<HubException>(() => s.FetchAsync(HubScenario.Id))).Fault);
    }

    private static async Task<HubScenario> StartAsync(IEnumerable<string> names)
    {
        var s = await HubScenario.StartAsync();
        s.ConfigureServices = services => new TinyAudioDiffusionBuilder(services).AddDanceDiffusion();
        (string, ServedFile)[] files =
        [
            .. names.Select(name => (name, new ServedFile(
                File.ReadAllBytes(Path.Combine(Folder, name)), IsLarge: name.EndsWith(".bin", StringComparison.Ordinal)))),
            ("README.md", s.SmallFile),
        ];
        s.Server.Repositories[HubScenario.Id].Push("main", HubScenario.Later, files);
        return s;
    }
}

using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Hub.Tests.Server;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Tests.Source;

/// <summary>Models whose weights are several safetensors files with an index.</summary>
public sealed class ShardedModelTests
{
    private const string Index = "model.safetensors.index.json";

    private static readonly string[] _shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];

    [Fact]
    public async Task Fetch_GetsTheShardsOfTheIndex_AndPlaysThemOfflineAsFromAFolder()
    {
        await using var s = await StartAsync();

        var files = await s.FetchAsync(HubScenario.Id);
        s.Server.ForgetRequests();
        s.Configure = options => options.Offline = true;
        var fromHub = await s.NewProvider().GetRequiredService<IDrumGenerator>().GenerateAsync(HubScenario.Id, ModelScenario.Quick);
        var fromFolder = await s.NewProvider().GetRequiredService<IDrumGenerator>().GenerateAsync(FolderOfShards, ModelScenario.Quick);

        Assert.Equal(["model.json", Index, .. _shards], files.Files.Select(file => file.Name));
        Assert.Equal(fromFolder.Samples.ToArray(), fromHub.Samples.ToArray());
        s.AssertRequests();
    }

    [Fact]
    public async Task Cache_WithoutAShard_HoldsNoModel()
    {
        await using var s = await StartAsync();
        await s.FetchAsync(HubScenario.Id);
        var finder = s.NewProvider().GetRequiredService<ModelFinder>();
        Assert.NotNull(finder.FindAtHand(HubScenario.Id, null, new()));

        File.Delete(Path.Combine(s.Repository, "snapshots", HubScenario.Later, _shards[1]));

        Assert.Null(finder.FindAtHand(HubScenario.Id, null, new()));
    }

    [Theory]
    [InlineData("""{"weight_map":{"net.a":"../model.safetensors"}}""", "leads to another folder")]
    [InlineData("""{"weight_map":{"net.a":"/etc/model.safetensors"}}""", "refused")]
    [InlineData("""{"weight_map":{"net.a":"sub/model.safetensors"}}""", "no safetensors file beside it")]
    [InlineData("""{"weight_map":{"net.a":"https://elsewhere.example/a.safetensors"}}""", "refused")]
    [InlineData("""{"weight_map":{"net.a":"weights.ckpt"}}""", "no safetensors file beside it")]
    [InlineData("""{"weight_map":{"net.a":"a.safetensors","net.a":"b.safetensors"}}""", "not valid JSON")]
    [InlineData("""{"weight_map":{"net.a":7}}""", "names no file for net.a")]
    [InlineData("""{"weight_map":[]}""", "weight_map")]
    [InlineData("[]", "weight_map")]
    [InlineData("{", "not valid JSON")]
    public async Task IndexThatLeadsElsewhere_IsRefused_AndNothingElseIsAskedFor(string index, string reason)
    {
        await using var s = await HubScenario.StartAsync();
        s.Server.Repositories[HubScenario.Id].Push(
            "main", HubScenario.Later, ("model.json", s.SmallFile), (Index, ServedFile.Small(index)), (_shards[0], s.LargeFile));

        var exception = await Assert.ThrowsAsync<HubException>(() => s.FetchAsync(HubScenario.Id));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(s.Server.Seen, request => request.Origin == "cdn");
    }

    [Fact]
    public async Task IndexThatNamesAMissingShard_IsNotFound()
    {
        await using var s = await HubScenario.StartAsync();
        s.Server.Repositories[HubScenario.Id].Push(
            "main", HubScenario.Later, ("model.json", s.SmallFile),
            (Index, ServedFile.Small($$$"""{"weight_map":{"net.a":"{{{_shards[0]}}}"}}""")));

        var exception = await Assert.ThrowsAsync<ModelNotFoundException>(() => s.FetchAsync(HubScenario.Id));

        Assert.Contains(_shards[0], exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_FindsTheFilesOfTheModel()
    {
        await using var s = await StartAsync();
        Assert.True(HubRepository.TryParse(HubScenario.Id, out var repository));

        var listing = await s.NewProvider().GetRequiredService<IHuggingFaceHub>().ListAsync(repository);

        Assert.Equal(
            new[] { "model.json", Index }.Concat(_shards).Order(StringComparer.Ordinal),
            listing.FindModel(repository).Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.All(listing.FindModel(repository), file => Assert.True(file.Size > 0));
    }

    private static string FolderOfShards => Path.Combine(AppContext.BaseDirectory, "fixtures", "sharded");

    private static async Task<HubScenario> StartAsync()
    {
        var s = await HubScenario.StartAsync();
        (string, ServedFile)[] files =
        [
            .. Directory.GetFiles(FolderOfShards).Select(path => (Path.GetFileName(path), new ServedFile(
                File.ReadAllBytes(path), IsLarge: path.EndsWith(".safetensors", StringComparison.Ordinal)))),
            ("README.md", s.SmallFile),
        ];
        s.Server.Repositories[HubScenario.Id].Push("main", HubScenario.Later, files);
        return s;
    }
}

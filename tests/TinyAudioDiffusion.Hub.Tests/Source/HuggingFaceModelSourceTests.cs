using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Hub.Tests.Server;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Tests.Source;

public sealed class HuggingFaceModelSourceTests
{
    [Theory]
    [InlineData("owner/name", true)]
    [InlineData("owner/name@v1.0", true)]
    [InlineData("owner/name@refs/pr/1", true)]
    [InlineData("owner/name@main:weights.ckpt", true)]
    [InlineData("owner", false)]
    [InlineData("a/b/c", false)]
    [InlineData("./models", false)]
    [InlineData("../models", false)]
    [InlineData("/models/drums", false)]
    [InlineData("owner/name@../x", false)]
    [InlineData("owner/name@", false)]
    [InlineData("C:/models", false)]
    [InlineData("", false)]
    public async Task Knows_RepositoriesOnly(string location, bool expected)
    {
        await using var s = await HubScenario.StartAsync();

        Assert.Equal(expected, s.NewProvider().GetRequiredService<Registry<IModelSource>>().Get("huggingface").Knows(location));
        s.AssertRequests();
    }

    [Fact]
    public async Task Knows_NotWhatIsOnTheDisk()
    {
        await using var s = await HubScenario.StartAsync();
        // A relative path of two parts that exists: from the test's own folder.
        var existing = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(AppContext.BaseDirectory, "fixtures", "checkpoint"))
            .Replace('\\', '/');
        var source = s.NewProvider().GetRequiredService<Registry<IModelSource>>().Get("huggingface");

        Assert.False(source.Knows(existing));
        if (Environment.CurrentDirectory == AppContext.BaseDirectory.TrimEnd('/'))
            Assert.True(HubRepository.TryParse(existing, out _));
    }

    /// <summary>A text encoder is not whole without its tokenizer; the smaller of two forms will do.</summary>
    [Theory]
    [InlineData("config.json model.safetensors spiece.model tokenizer.json tf_model.h5", "config.json spiece.model model.safetensors")]
    [InlineData("config.json model.safetensors tokenizer.json", "config.json tokenizer.json model.safetensors")]
    [InlineData("model.json model.safetensors", "model.json model.safetensors")]
    public async Task Fetch_OfATextEncoder_GetsItsTokenizer(string files, string expected)
    {
        await using var s = await HubScenario.StartAsync();
        s.Server.Repositories[HubScenario.Id].Push("main", HubScenario.Later, [.. files.Split(' ').Select(name => (name, s.SmallFile))]);

        var fetched = await s.FetchAsync(HubScenario.Id);

        Assert.Equal(expected.Split(' '), fetched.Files.Select(file => file.Name));
    }

    [Theory]
    [InlineData("a.ckpt b.ckpt config.yaml", "several checkpoints")]
    [InlineData("a.ckpt", "no YAML")]
    [InlineData("README.md", "no model that can be read")]
    [InlineData("sub/a.ckpt sub/config.yaml", "no model that can be read")]
    public async Task Fetch_RepositoryWithoutOneModel_SaysWhatItHolds(string files, string message)
    {
        await using var s = await HubScenario.StartAsync();
        s.Server.Repositories[HubScenario.Id].Push("main", HubScenario.Later, [.. files.Split(' ').Select(name => (name, s.SmallFile))]);

        var exception = await Assert.ThrowsAsync<HubException>(() => s.FetchAsync(HubScenario.Id));

        Assert.Equal(HubFault.NoModel, exception.Fault);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains(files.Split(' ')[0], exception.Message + "no YAML" + files, StringComparison.Ordinal);
        s.AssertRequests("GET hub");
    }

    [Fact]
    public async Task Fetch_SeveralCheckpoints_TheNamedOne()
    {
        await using var s = await ModelScenario.StartAsync();
        s.Server.Repositories[HubScenario.Id].Push("main", HubScenario.Later, [.. ModelScenario.Files, ("other.ckpt", s.LargeFile)]);

        var files = await s.FetchAsync($"{HubScenario.Id}@main:{ModelScenario.Checkpoint}");

        Assert.Equal([ModelScenario.Configuration, ModelScenario.Checkpoint], files.Files.Select(file => file.Name));
        Assert.Equal(HubScenario.Later, files.Revision);
    }

    [Fact]
    public async Task Fetch_OurOwnFolder_FetchesItsTwoFiles()
    {
        await using var s = await HubScenario.StartAsync();
        s.Server.Repositories[HubScenario.Id].Push(
            "main", HubScenario.Later, ("model.json", s.SmallFile), ("model.safetensors", s.LargeFile), ("README.md", s.SmallFile),
            ("old.ckpt", s.LargeFile));

        var files = await s.FetchAsync(HubScenario.Id);

        Assert.Equal(["model.json", "model.safetensors"], files.Files.Select(file => file.Name));
    }

    [Theory]
    [InlineData("nobody/nothing")]
    [InlineData("acme/drums@v9")]
    public async Task Fetch_NothingThere_IsTheZoosOwnError(string location)
    {
        await using var s = await ModelScenario.StartAsync();

        var exception = await Assert.ThrowsAsync<ModelNotFoundException>(() => s.FetchAsync(location));

        Assert.IsType<HubException>(exception.InnerException);
    }

    [Fact]
    public async Task Fetch_HubDown_TakesTheCachedModel_WithAWarning()
    {
        await using var s = await ModelScenario.StartAsync();
        await s.FetchAsync(HubScenario.Id);
        s.Configure = options => options.Endpoint = new Uri("http://127.0.0.1:1");

        var files = await s.FetchAsync(HubScenario.Id);

        Assert.Equal(HubScenario.Commit, files.Revision);
        Assert.Contains(s.Log.Warnings, line => line.Contains("from the cache", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fetch_BranchMoved_FetchesTheNewCommit_AndKeepsWhatIsTheSame()
    {
        await using var s = await ModelScenario.StartAsync();
        await s.FetchAsync(HubScenario.Id);
        s.Server.Repositories[HubScenario.Id].Push(
            "main", HubScenario.Later, [.. ModelScenario.Files[1..], (ModelScenario.Checkpoint, s.LargeFile)]);
        s.Server.ForgetRequests();

        var files = await s.FetchAsync(HubScenario.Id);

        Assert.Equal(HubScenario.Later, files.Revision);
        s.AssertRequests("GET hub", "HEAD hub", "HEAD hub", "GET cdn"); // the YAML's blob was there
        s.AssertInvariants();
    }

    [Theory]
    [InlineData("crlandsc/tiny-audio-diffusion-snares")]
    [InlineData("crlandsc/tiny-audio-diffusion-hihats")]
    public async Task Fetch_Published_OtherBytesThanPinned_AreRefusedBeforeTheDownload(string id)
    {
        await using var s = await ModelScenario.StartAsync();
        var published = PublishedModels.Find(id)!;
        s.Server.Repositories[id] = new ServedRepository()
            .Push("main", published.Pin, (published.Checkpoint!, ModelScenario.CheckpointFile), ModelScenario.Files[1]);

        var exception = await Assert.ThrowsAsync<HubException>(() => s.FetchAsync(id));

        Assert.Equal(HubFault.Damaged, exception.Fault);
        Assert.Contains(published.Sha256!, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(s.Server.Seen, request => request.Origin == "cdn");
    }

    [Fact]
    public async Task Fetch_Published_AsksForThePin_AndForMainOnlyIfToldTo()
    {
        await using var s = await ModelScenario.StartAsync();
        var kicks = PublishedModels.All[0];
        s.Server.Repositories[kicks.Id] = new ServedRepository().Push("main", kicks.Pin, ModelScenario.Files)
            .Push("main", HubScenario.Later, ModelScenario.Files);

        Assert.Equal(kicks.Pin, (await s.FetchAsync(kicks.Id)).Revision);
        Assert.Equal(HubScenario.Later, (await s.FetchAsync(kicks.Id + "@latest")).Revision);
        Assert.Equal(HubScenario.Later, (await s.FetchAsync(kicks.Id + "@main")).Revision);
    }

    [Fact]
    public async Task Fetch_PublishedWithAShortPin_RefusesABranchThatMovedOn()
    {
        await using var s = await ModelScenario.StartAsync();
        var percussion = PublishedModels.All[3];
        var files = ((string, ServedFile)[])[(percussion.Checkpoint!, ModelScenario.CheckpointFile), ModelScenario.Files[1]];
        var repository = s.Server.Repositories[percussion.Id] = new ServedRepository()
            .Push("main", percussion.Pin + new string('0', 33), files);
        var right = await s.FetchAsync(percussion.Id);
        repository.Push("main", HubScenario.Later, files);
        s.Server.ForgetRequests();
        var again = await s.FetchAsync(percussion.Id);
        s.AssertRequests(); // the pinned commit is in the cache
        Directory.Delete(s.CacheFolder, recursive: true);

        var exception = await Assert.ThrowsAsync<HubException>(() => s.FetchAsync(percussion.Id));

        Assert.StartsWith(percussion.Pin, right.Revision, StringComparison.Ordinal);
        Assert.Equal(right.Revision, again.Revision);
        Assert.Contains("@latest", exception.Message, StringComparison.Ordinal);
        Assert.Equal(HubScenario.Later, (await s.FetchAsync(percussion.Id + "@latest")).Revision);
    }

    [Fact]
    public void Cards_StandBack_AndSayTheLicence()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusion()
            .AddModel(new ModelCard { Id = "mine", Location = "mine", Kinds = [DrumKind.Kick] })
            .AddHuggingFaceHub()
            .AddModel(new ModelCard { Id = "mine too", Location = "mine", Kinds = [DrumKind.Snare] })
            .AddHuggingFaceHub();
        using var provider = services.BuildServiceProvider();
        var zoo = provider.GetRequiredService<IModelZoo>();

        Assert.Equal(["mine", "mine too", "drum-classes", "drum-classes"], Enum.GetValues<DrumKind>().Select(kind => zoo.CardFor(kind).Id));
        Assert.Equal(9, zoo.Cards.Count);
        Assert.All(
            zoo.Cards.Where(card => card.IsFallback && !card.Id.StartsWith("drum", StringComparison.Ordinal)), card
                => Assert.Contains("bar their use for training commercial models", card.Licence, StringComparison.Ordinal));
        Assert.Equal(
            "huggingface", provider.GetRequiredService<Registry<IModelSource>>()
                .Items.First(source => source.Knows("crlandsc/tiny-audio-diffusion-hihats")).Name);
    }
}

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TinyAudioDiffusion.Hub.Tests.Source;

public sealed class WeightsOnlyTests
{
    private const int Block = 1024;

    [Fact]
    public async Task WeightsOnly_ReadsAPartOfTheCheckpoint_AndPlaysTheSameSound()
    {
        await using var s = await ModelScenario.StartAsync();
        s.Configure = options => options.RangeBlockBytes = Block;
        var expected = await ModelScenario.FromFolderAsync(s);

        var sound = await GenerateAsync(s);
        var bytes = s.Server.BodyBytes - ModelScenario.ConfigurationFile.Content.Length;

        Assert.Equal(expected, sound);
        // The fixture is tiny, so that the pickle (266 KB) and the directory weigh more than the weights; the averaged weights and the
        // optimiser's state stay away.
        Assert.InRange(bytes, 1, ModelScenario.CheckpointFile.Content.Length * 6 / 10);
        Assert.All(s.Server.Seen.Where(request => request.Origin == "cdn"), request => Assert.NotNull(request.Range));
        Assert.False(
            Directory.Exists(Path.Combine(s.Repository, "blobs"))
                && File.Exists(Path.Combine(s.Repository, "blobs", ModelScenario.CheckpointFile.Hash)));
        Assert.Contains(s.Log.Warnings, line => line.Contains("of the whole file is not", StringComparison.Ordinal));
        s.AssertInvariants();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"whole {ModelScenario.CheckpointFile.Content.Length} bytes, weights only {bytes} bytes in "
                + $"{s.Server.Seen.Count(request => request.Origin == "cdn")} requests");
    }

    [Fact]
    public async Task WeightsOnly_IsKeptAsAFolderWithProvenance_AndFoundWithoutARequest()
    {
        await using var s = await ModelScenario.StartAsync();
        Directory.CreateDirectory(Path.Combine(s.Root, "weights-only", ".parts"));
        await File.WriteAllTextAsync(Path.Combine(s.Root, "weights-only", ".parts", "of-a-killed-process"), "");
        var first = await GenerateAsync(s);
        s.Server.ForgetRequests();

        var files = await s.FetchWeightsOnlyAsync($"{HubScenario.Id}@{HubScenario.Commit}");
        var again = await GenerateAsync(s);

        s.AssertRequests("GET hub"); // what main means; the commit itself needed nothing
        Assert.Equal(first, again);
        Assert.Equal(["model.json", "model.safetensors"], files.Files.Select(file => file.Name));
        await using var stream = files.Find("model.json")!.OpenRead();
        using var json = await JsonDocument.ParseAsync(stream);
        var provenance = json.RootElement.GetProperty("provenance");
        Assert.Equal($"{HubScenario.Id}/{ModelScenario.Checkpoint}", provenance.GetProperty("source").GetString());
        Assert.Equal(HubScenario.Commit, provenance.GetProperty("revision").GetString());
        Assert.Equal("online", provenance.GetProperty("weights").GetString());
        Assert.False(provenance.TryGetProperty("sha256", out _)); // it was not computed, so it is not claimed
        Assert.Empty(Directory.GetFiles(Path.Combine(s.Root, "weights-only", ".parts")));
    }

    [Fact]
    public async Task WeightsOnly_ServerWithoutRanges_DownloadsTheWhole()
    {
        await using var s = await ModelScenario.StartAsync();
        s.Server.Script("CDN", 1, async context =>
        {
            await s.Server.SendAsync(context, ModelScenario.CheckpointFile.Content, ignoreRange: true);
            return true;
        });

        var files = await s.FetchWeightsOnlyAsync(HubScenario.Id);

        Assert.Equal([ModelScenario.Configuration, ModelScenario.Checkpoint], files.Files.Select(file => file.Name));
        Assert.True(File.Exists(Path.Combine(s.Repository, "blobs", ModelScenario.CheckpointFile.Hash)));
        Assert.Contains(s.Log.Warnings, line => line.Contains("whole file is downloaded instead", StringComparison.Ordinal));
        s.AssertInvariants();
    }

    [Fact]
    public async Task WeightsOnly_ConnectionBreaksAndSignatureExpires_GoesOn()
    {
        await using var s = await ModelScenario.StartAsync();
        var expected = await ModelScenario.FromFolderAsync(s);
        s.Configure = options => options.RangeBlockBytes = 1 << 16;
        s.Server.Script("CDN", 1, _ => Task.FromResult(false));
        s.Server.Script("CDN", 1, context =>
        {
            context.Abort();
            return Task.FromResult(true);
        });
        s.Server.Script("CDN", 1, context =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        });

        Assert.Equal(expected, await GenerateAsync(s));
        Assert.Equal(2, s.Requests.Count(request => request == "HEAD hub") - 1); // the YAML's, the checkpoint's, and its renewal
        s.AssertInvariants();
    }

    [Fact]
    public async Task WeightsOnly_DamagedWeights_AreFoundByTheirChecksum()
    {
        await using var s = await ModelScenario.StartAsync();
        var content = ModelScenario.CheckpointFile.Content.ToArray();
        content[300_000] ^= 1; // within the first storages, behind the pickle
        for (var i = 0; i < 200; i++)
        {
            s.Server.Script("CDN", 1, async context =>
            {
                await s.Server.SendAsync(context, content);
                return true;
            });
        }

        await Assert.ThrowsAsync<ModelFormatException>(() => s.FetchWeightsOnlyAsync(HubScenario.Id));
        Assert.Empty(Directory.GetFiles(Path.Combine(s.Root, "weights-only"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task WeightsOnly_WholeFileInTheCache_IsUsed()
    {
        await using var s = await ModelScenario.StartAsync();
        await s.FetchAsync(HubScenario.Id);
        s.Server.ForgetRequests();

        var files = await s.FetchWeightsOnlyAsync(HubScenario.Id);

        Assert.NotNull(files.Find(ModelScenario.Checkpoint));
        Assert.DoesNotContain("GET cdn", s.Requests);
    }

    private static async Task<float[]> GenerateAsync(HubScenario s)
    {
        var provider = s.NewProvider();
        provider.GetRequiredService<IOptions<HuggingFaceHubOptions>>().Value.WeightsOnly = true;
        var clip = await provider.GetRequiredService<IDrumGenerator>().GenerateAsync(HubScenario.Id, ModelScenario.Quick);
        return clip.Samples.ToArray();
    }
}

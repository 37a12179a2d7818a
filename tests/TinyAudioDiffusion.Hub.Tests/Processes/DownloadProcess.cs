using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Hub.Tests.Processes;

/// <summary>What a second process does: downloads the large file, tells how far it is, and ends with the path.</summary>
internal static class DownloadProcess
{
    public static async Task<int> RunAsync(Uri endpoint, string cache)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddHuggingFaceHub(options =>
        {
            options.Endpoint = endpoint;
            options.CacheFolder = cache;
            options.Token = null;
            options.Offline = false;
        });
        await using var provider = services.BuildServiceProvider();
        var hub = provider.GetRequiredService<IHuggingFaceHub>();
        var file = await hub.DownloadAsync(new HubRepository(HubScenario.Id), HubScenario.Large, new Printer(), limit.Token);
        await Console.Out.WriteLineAsync($"DONE {file.Path}");
        return 0;
    }

    private sealed class Printer : IProgress<ModelFetchProgress>
    {
        public void Report(ModelFetchProgress value)
        {
            Console.Out.WriteLine($"BYTES {value.Bytes}");
            Console.Out.Flush();
        }
    }
}

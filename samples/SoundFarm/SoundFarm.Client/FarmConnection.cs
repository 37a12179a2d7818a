using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SoundFarm.Hosting;
using SoundFarm.Jobs;

namespace SoundFarm.Client;

/// <summary>Options of all commands: where the farm lives. Environment variables say the same: Farm__Redis, Farm__Store ...</summary>
internal static class FarmConnection
{
    private static readonly Option<string?> _folder = new("--folder")
    {
        Description = "The folder of a farm on this machine. Default: farm.",
        Recursive = true,
    };

    private static readonly Option<string?> _redis = new("--redis") { Description = "The Redis of a farm on many machines, host:port." };

    private static readonly Option<string?> _store = new("--store")
    {
        Description = "Where sounds are: a folder that all silos see, or s3://bucket/prefix. Default: store in the folder.",
    };

    public static Command WithPlace(this Command command)
    {
        command.Add(_folder);
        command.Add(_redis);
        command.Add(_store);
        return command;
    }

    /// <summary>Reads where the farm lives.</summary>
    public static FarmPlace Place(this ParseResult parsed)
    {
        var place = FarmPlace.Of(Host.CreateApplicationBuilder().Configuration);
        place.Folder = parsed.GetValue(_folder) ?? place.Folder;
        place.Redis = parsed.GetValue(_redis) ?? place.Redis;
        place.Store = parsed.GetValue(_store) ?? place.Store;
        return place;
    }

    /// <summary>Connects to the cluster and runs an action with it.</summary>
    public static async Task<int> WithFarmAsync(
        this ParseResult parsed, Func<Farm, IServiceProvider, Task<int>> action, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.UseFarmClient(parsed.Place());
        using var host = builder.Build();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            await host.StartAsync(patience.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is OperationCanceledException or Orleans.Runtime.OrleansException)
        {
            throw new IOException("No silo of the farm answers. Is it up (farm up), and is this its folder or its Redis?", exception);
        }

        try
        {
            return await action(host.Services.GetRequiredService<Farm>(), host.Services);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Opens the store without a cluster.</summary>
    public static ServiceProvider OpenStore(this ParseResult parsed)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddFarmRenderer(parsed.Place());
        return services.BuildServiceProvider();
    }
}

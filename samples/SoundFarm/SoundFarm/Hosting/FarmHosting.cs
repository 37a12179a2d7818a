using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Storage;
using SoundFarm.Grains;
using SoundFarm.Hosting.Local;
using SoundFarm.Jobs;
using SoundFarm.Rendering;
using StackExchange.Redis;

namespace SoundFarm.Hosting;

/// <summary>Puts a farm into a host.</summary>
public static class FarmHosting
{
    /// <summary>
    /// Adds what a silo of the farm needs beside a cluster: the threads that make sounds, their renderer, the feeder. It keeps an
    /// <see cref="ISoundRenderer"/> that is registered already.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="place">Where the farm lives.</param>
    /// <param name="configure">Changes the farm's settings.</param>
    public static ISiloBuilder AddFarm(this ISiloBuilder silo, FarmPlace place, Action<FarmOptions>? configure = null)
    {
        var services = silo.Services;
        services.AddOptions<FarmOptions>().Configure(options => configure?.Invoke(options));
        services.AddOptions<ReminderOptions>().Configure<IOptions<FarmOptions>>(
            (reminders, farm) => reminders.MinimumReminderPeriod = farm.Value.ReminderPeriod);
        services.AddFarmRenderer(place);
        services.AddSingleton<RenderThreads>();
        services.AddHostedService(provider => provider.GetRequiredService<RenderThreads>());
        return silo.AddStartupTask((provider, _) => provider.GetRequiredService<IGrainFactory>().GetGrain<IFeederGrain>(0).Start());
    }

    /// <summary>Adds the store and what makes sounds: to a silo, and to a client that makes them again to compare.</summary>
    public static IServiceCollection AddFarmRenderer(this IServiceCollection services, FarmPlace place)
    {
        var builder = services.AddTinyAudioDiffusion();
        foreach (var (kind, path) in place.Models)
            builder.AddModel(kind, Path.GetFullPath(path));
        services.TryAddSingleton(_ => place.OpenStore());
        services.TryAddSingleton<ISoundRenderer, DrumRenderer>();
        services.TryAddSingleton<SoundMaker>();
        return services;
    }

    /// <summary>Makes a silo a member of the farm's cluster, on one machine or on many.</summary>
    public static ISiloBuilder UseFarmCluster(this ISiloBuilder silo, FarmPlace place)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (place.Cluster, place.Cluster));
        if (place.Redis is { } redis)
            silo.UseRedisClustering(options => options.ConfigurationOptions = Redis(redis));
        else
            silo.Services.AddSingleton<IMembershipTable>(new FileMembershipTable(StateFolder(place)));
        return silo.UseFarmState(place);
    }

    /// <summary>Lets a silo keep the states of grains and their reminders where the farm lives.</summary>
    public static ISiloBuilder UseFarmState(this ISiloBuilder silo, FarmPlace place)
    {
        if (place.Redis is { } redis)
        {
            return silo
                .AddRedisGrainStorageAsDefault(options => options.ConfigurationOptions = Redis(redis))
                .UseRedisReminderService(options => options.ConfigurationOptions = Redis(redis));
        }

        silo.AddReminders();
        silo.Services.AddSingleton<IReminderTable>(new FileReminderTable(StateFolder(place)));
        silo.Services.AddSingleton<IGrainStorage>(
            provider => new FileGrainStorage(StateFolder(place), provider.GetRequiredService<IGrainStorageSerializer>()));
        return silo;
    }

    /// <summary>Makes a host a client of the farm.</summary>
    public static IHostApplicationBuilder UseFarmClient(this IHostApplicationBuilder builder, FarmPlace place)
    {
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (place.Cluster, place.Cluster));

            // Calls are short, but silos that make sounds leave them little of a small machine.
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromMinutes(2));
            if (place.Redis is { } redis)
                client.UseRedisClustering(options => options.ConfigurationOptions = Redis(redis));
            else
                client.Services.AddSingleton<IGatewayListProvider>(new FileMembershipTable(StateFolder(place)));
        });
        builder.Services.AddSingleton(provider
            => new Farm(provider.GetRequiredService<IClusterClient>(), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddFarmRenderer(place);
        return builder;
    }

    private static string StateFolder(FarmPlace place) => Path.Combine(Path.GetFullPath(place.Folder), "state");

    // The farm outlives a Redis that is away for a while: connections come back by themselves.
    private static ConfigurationOptions Redis(string connection)
    {
        var options = ConfigurationOptions.Parse(connection);
        options.AbortOnConnectFail = false;
        return options;
    }
}

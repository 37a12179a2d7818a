using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Hub;
using TinyAudioDiffusion.Hub.Cache;
using TinyAudioDiffusion.Hub.Configuration;
using TinyAudioDiffusion.Hub.Download;
using TinyAudioDiffusion.Hub.Listing;
using TinyAudioDiffusion.Hub.Protocol;
using TinyAudioDiffusion.Hub.Ranges;
using TinyAudioDiffusion.Hub.Source;
using TinyAudioDiffusion.Zoo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Hugging Face Hub as a place to get models from.</summary>
public static class TinyAudioDiffusionHubBuilderExtensions
{
    private static readonly string[] _secretHeaders = ["Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "Location"];

    /// <summary>
    /// Adds the Hub as a model source ("owner/name", "owner/name@revision") and the cards of the published models, which are the default of
    /// a kind of drum only while no other card is. Nothing is downloaded before a model is asked for. Calling it twice is harmless.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options; wins over the environment variables.</param>
    /// <returns>The same builder.</returns>
    public static TinyAudioDiffusionBuilder AddHuggingFaceHub(
        this TinyAudioDiffusionBuilder builder, Action<HuggingFaceHubOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<HuggingFaceHubOptions>().ValidateOnStart();
        services.TryAddSingleton(HubEnvironment.Process);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HuggingFaceHubOptions>, HuggingFaceHubOptionsValidator>());
        services.AddEnvironmentFirst();
        if (configure is not null)
            services.Configure(configure);

        if (services.Any(service => service.ServiceType == typeof(IHuggingFaceHub)))
            return builder;
        services.AddClient(HubClientNames.Endpoint);
        services.AddClient(HubClientNames.Storage);
        services.AddParts();
        foreach (var model in PublishedModels.All)
            builder.AddModel(PublishedModels.CardOf(model));
        return builder;
    }

    // In front of everything that was configured, before or after this call.
    private static void AddEnvironmentFirst(this IServiceCollection services)
    {
        if (services.All(service => service.ImplementationType != typeof(HubEnvironmentSetup)))
            services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<HuggingFaceHubOptions>, HubEnvironmentSetup>());
    }

    private static void AddParts(this IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<HubTransport>();
        services.AddSingleton<FileMetadataReader>();
        services.AddSingleton<RepositoryLister>();
        services.AddSingleton<SymbolicLinks>();
        services.AddSingleton<SnapshotStore>();
        services.AddSingleton<CacheLock>();
        services.AddSingleton<BodyOpener>();
        services.AddSingleton<BodyDownloader>();
        services.AddSingleton<FileDownloader>();
        services.AddSingleton<RangeReader>();
        services.AddSingleton<HuggingFaceHub>();
        services.AddSingleton<IHuggingFaceHub>(provider => provider.GetRequiredService<HuggingFaceHub>());
        services.AddSingleton<HuggingFaceCache>();
        services.AddSingleton<ModelLocator>();
        services.AddSingleton<WeightsOnlyFetcher>();
        services.AddSingleton<IModelSource, HuggingFaceModelSource>();
    }

    // Redirects by hand; no time limit for the whole, because bodies are long; nothing secret in logs (queries, which hold signatures, are
    // left out by the logging itself).
    private static void AddClient(this IServiceCollection services, string name)
        => services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = provider.GetRequiredService<IOptions<HuggingFaceHubOptions>>().Value.DownloadTimeout,
                Proxy = provider.GetRequiredService<IOptions<HuggingFaceHubOptions>>().Value.Proxy,
                UseProxy = true,
            })
            .RedactLoggedHeaders(_secretHeaders);
}

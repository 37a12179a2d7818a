using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TinyAudioDiffusion.AspNetCore;
using TinyAudioDiffusion.AspNetCore.Endpoints;
using TinyAudioDiffusion.AspNetCore.Queue;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the drum service.</summary>
public static class DrumServiceServiceCollectionExtensions
{
    /// <summary>
    /// Adds what <c>app.MapDrums()</c> serves: the queue, the cache of sounds and the health check <c>drums</c>. The generator and its
    /// models come from <c>AddTinyAudioDiffusion()</c>. Calling it twice is harmless.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes the limits, which are checked when the application starts.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDrumService(this IServiceCollection services, Action<DrumServiceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<DrumServiceOptions>().ValidateOnStart().Validate(
            options => options is
            {
                QueueCapacity: >= 1, BatchSize: >= 1, MaxSteps: >= 1, MaxLength: >= 1, MaxKitSounds: >= 1, MaxBodySize: >= 1,
                CacheSize: >= 0,
            } && options.RequestTimeout > TimeSpan.Zero,
            $"A number of {nameof(DrumServiceOptions)} is too small; limits are at least 1, times above 0.");
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddProblemDetails();
        if (services.Any(service => service.ServiceType == typeof(DrumQueue)))
            return services;
        services.AddSingleton<DrumQueue>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DrumQueue>());
        services.AddSingleton<SoundStore>();
        services.AddSingleton<DrumRequests>();
        services.AddHealthChecks().AddCheck<QueueHealthCheck>("drums");
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Zoo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the core of TinyAudioDiffusion.</summary>
public static class TinyAudioDiffusionCoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds the drum generator, the model zoo, the samplers, the schedules and the folder source. Models and model formats come from
    /// other packages or from <see cref="TinyAudioDiffusionBuilder"/>. Calling it twice is harmless, and whatever is registered
    /// already (an <see cref="IDrumGenerator"/>, an <see cref="IModelZoo"/>) stays.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes the library's defaults, which are checked when the application starts.</param>
    /// <returns>A builder to add models, samplers and more with.</returns>
    public static TinyAudioDiffusionBuilder AddTinyAudioDiffusionCore(
        this IServiceCollection services, Action<TinyAudioDiffusionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TinyAudioDiffusionOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TinyAudioDiffusionOptions>, TinyAudioDiffusionOptionsValidator>());
        if (configure is not null)
            services.Configure(configure);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISampler, DdimSampler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INoiseSchedule, LinearSchedule>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelSource, FolderModelSource>());
        services.TryAddRegistry<ISampler>("sampler");
        services.TryAddRegistry<INoiseSchedule>("schedule");
        services.TryAddRegistry<IModelSource>("model source");
        services.TryAddRegistry<IModelFormat>("model format");

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IModelZoo, ModelZoo>();
        services.TryAddSingleton<IDrumGenerator, DrumGenerator>();
        return new TinyAudioDiffusionBuilder(services);
    }

    private static void TryAddRegistry<T>(this IServiceCollection services, string what)
        where T : INamed
        => services.TryAddSingleton(provider => new Registry<T>(what, provider.GetServices<T>()));
}

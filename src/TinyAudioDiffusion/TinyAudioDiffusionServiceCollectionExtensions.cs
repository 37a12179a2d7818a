using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Zoo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The front door: everything that a drum generator needs, in one call.</summary>
public static class TinyAudioDiffusionServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IDrumGenerator"/> with the library's samplers, schedules, transforms, model formats and the managed engine.
    /// Calling it twice is harmless, and whatever is registered already stays.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes the library's defaults, which are checked when the application starts.</param>
    /// <returns>A builder to add models, samplers and more with.</returns>
    public static TinyAudioDiffusionBuilder AddTinyAudioDiffusion(
        this IServiceCollection services, Action<TinyAudioDiffusionOptions>? configure = null)
        => services.AddTinyAudioDiffusionCore(configure).AddNetworkModels();

    /// <summary>
    /// Adds <see cref="IDrumGenerator"/> with the options of a configuration section: <c>{ "Steps": 6, "MaxLength": 65536 }</c>, names
    /// without regard to case. Names that no option has and values that are no numbers are faults, and all faults are reported together.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">The section, such as <c>builder.Configuration.GetSection("TinyAudioDiffusion")</c>.</param>
    /// <returns>A builder to add models, samplers and more with.</returns>
    /// <exception cref="OptionsValidationException">
    /// Thrown when the application starts, or at the first use: an option is not known, or has no value that is possible.
    /// </exception>
    public static TinyAudioDiffusionBuilder AddTinyAudioDiffusion(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new ConfiguredOptions(configuration);
        services.AddSingleton<IConfigureOptions<TinyAudioDiffusionOptions>>(options);
        services.AddSingleton<IValidateOptions<TinyAudioDiffusionOptions>>(options);
        return services.AddTinyAudioDiffusion();
    }

    /// <summary>
    /// Adds one more generator, with options, models and samplers of its own, as keyed services: <see cref="IDrumGenerator"/>,
    /// <see cref="IDrumStudio"/> and <see cref="IModelZoo"/>. What the returned builder adds belongs to this generator alone. It loads its
    /// models itself, so that two generators with one model hold it twice.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="key">The key, for <c>[FromKeyedServices(key)]</c>; each key once.</param>
    /// <param name="configure">Changes the defaults of this generator, which are checked at its first use.</param>
    /// <returns>A builder to add models, samplers and more to this generator.</returns>
    /// <exception cref="ArgumentException">There is a generator with this key already.</exception>
    public static TinyAudioDiffusionBuilder AddKeyedTinyAudioDiffusion(
        this IServiceCollection services, object key, Action<TinyAudioDiffusionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(key);
        if (services.Any(service => service.ServiceType == typeof(KeyedGenerator) && key.Equals(service.ServiceKey)))
            throw new ArgumentException($"There is a generator with the key \"{key}\" already.", nameof(key));
        var own = new ServiceCollection();
        services.AddKeyedSingleton(key, (provider, _) => new KeyedGenerator(own, provider));
        services.AddKeyedSingleton(key, (provider, _) => KeyedGenerator.Of<IDrumGenerator>(provider, key));
        services.AddKeyedSingleton(key, (provider, _) => KeyedGenerator.Of<IDrumStudio>(provider, key));
        services.AddKeyedSingleton(key, (provider, _) => KeyedGenerator.Of<IModelZoo>(provider, key));
        return own.AddTinyAudioDiffusion(configure);
    }
}

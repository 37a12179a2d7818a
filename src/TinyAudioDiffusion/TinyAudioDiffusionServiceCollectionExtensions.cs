using TinyAudioDiffusion;

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
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Extensions.AI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the functions for agents.</summary>
public static class DrumFunctionServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="MakeDrumFunction"/>, by its own type and as an <see cref="AITool"/> among the host's others.
    /// </summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="options">What every sound has beside its description; null for the defaults.</param>
    /// <returns>The same builder.</returns>
    public static TinyAudioDiffusionBuilder AddDrumFunction(this TinyAudioDiffusionBuilder builder, GenerationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(services => new MakeDrumFunction(services.GetRequiredService<DrumDescriber>(), options));
        builder.Services.AddSingleton<AITool>(services => services.GetRequiredService<MakeDrumFunction>());
        return builder;
    }
}

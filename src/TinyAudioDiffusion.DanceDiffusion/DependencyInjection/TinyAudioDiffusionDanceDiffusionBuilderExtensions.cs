using Microsoft.Extensions.DependencyInjection.Extensions;
using TinyAudioDiffusion.DanceDiffusion;
using TinyAudioDiffusion.DanceDiffusion.Formats;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Zoo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Dance Diffusion.</summary>
public static class TinyAudioDiffusionDanceDiffusionBuilderExtensions
{
    /// <summary>
    /// Adds the formats of Dance Diffusion, diffusers folders as a model source, and the cards of the published models, which the Hugging
    /// Face Hub gets where it is added too. Nothing is downloaded before a model is asked for. Calling it twice is harmless.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static TinyAudioDiffusionBuilder AddDanceDiffusion(this TinyAudioDiffusionBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(DanceDiffusionLoader)))
            return builder;
        services.AddLogging();
        services.TryAddSingleton<TensorEngine>(_ => new ManagedEngine());
        services.AddSingleton<DanceDiffusionLoader>();
        services.AddSingleton<IModelFormat, OriginalFormat>();
        services.AddSingleton<IModelFormat, DiffusersFormat>();
        services.AddSingleton<IModelSource, DiffusersFolderSource>();
        foreach (var card in DanceDiffusionModels.Cards)
            builder.AddModel(card);
        return builder;
    }
}

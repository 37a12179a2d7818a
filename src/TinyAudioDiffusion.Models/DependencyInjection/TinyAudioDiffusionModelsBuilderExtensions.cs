using Microsoft.Extensions.DependencyInjection.Extensions;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Models.BuiltIn;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Text;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Zoo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers networks, transforms, formats and the engine that computes them.</summary>
public static class TinyAudioDiffusionModelsBuilderExtensions
{
    /// <summary>
    /// Adds the built-in models, the formats and the transforms of the library, on the managed engine unless another engine is registered.
    /// Calling it twice is harmless.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static TinyAudioDiffusionBuilder AddNetworkModels(this TinyAudioDiffusionBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddLogging();
        services.TryAddSingleton<TensorEngine>(_ => new ManagedEngine());
        services.TryAddSingleton<ModelLoader>();
        services.TryAddSingleton(provider => new Registry<ITransformFactory>("transform", provider.GetServices<ITransformFactory>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITextEmbedder, WordsTextEmbedder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransformFactory, RawTransform>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransformFactory, PatchingTransformFactory>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransformFactory, LearnedTransformFactory>());

        // Of formats that fit equally well the last registered one counts.
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IModelFormat, LightningFormat>(
                provider => new LightningFormat(provider.GetRequiredService<ModelLoader>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelFormat, ReferenceFormat>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelFormat, FolderFormat>());
        services.TryAddSingleton<ModelOpener>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelSource, BuiltInModelSource>());
        foreach (var card in BuiltInModels.All)
            builder.AddModel(card);
        return builder;
    }

    /// <summary>Chooses how the managed engine uses the machine.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">Threads, vector width, idle memory.</param>
    /// <returns>The same builder.</returns>
    public static TinyAudioDiffusionBuilder UseManagedEngine(this TinyAudioDiffusionBuilder builder, ManagedEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        builder.Services.RemoveAll<TensorEngine>();
        builder.Services.AddSingleton<TensorEngine>(_ => new ManagedEngine(options));
        return builder;
    }

    /// <summary>
    /// Adds the encoder of a T5 model (config.json, safetensors, spiece.model or tokenizer.json) as the text embedder "t5". It is loaded on
    /// first use.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="location">A folder, or a repository on the Hub where <c>AddHuggingFaceHub</c> was called: "google-t5/t5-base".</param>
    /// <returns>The same builder.</returns>
    public static TinyAudioDiffusionBuilder AddT5TextEmbedder(this TinyAudioDiffusionBuilder builder, string location)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(location);
        builder.Services.AddSingleton<ITextEmbedder>(provider => new T5TextEmbedder(
            provider.GetRequiredService<TensorEngine>(), provider.GetRequiredService<ModelFinder>, location));
        return builder;
    }

    /// <summary>Adds a transform that model files may name. Of several with one name the last one counts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="transform">Makes the transform.</param>
    /// <returns>The same builder.</returns>
    public static TinyAudioDiffusionBuilder AddTransform(this TinyAudioDiffusionBuilder builder, ITransformFactory transform)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(transform);
        builder.Services.AddSingleton(transform);
        return builder;
    }
}

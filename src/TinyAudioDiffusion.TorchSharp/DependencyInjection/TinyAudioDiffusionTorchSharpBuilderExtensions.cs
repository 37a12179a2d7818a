using Microsoft.Extensions.DependencyInjection.Extensions;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.TorchSharp;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the TorchSharp engine.</summary>
public static class TinyAudioDiffusionTorchSharpBuilderExtensions
{
    /// <summary>
    /// Computes with libtorch instead of the managed engine. The first model that is loaded loads libtorch. The application references
    /// libtorch for its platform, for instance as TorchSharp-cpu.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">The device and the precision; null for float32 on the processor.</param>
    /// <returns>The same builder.</returns>
    public static TinyAudioDiffusionBuilder UseTorchSharp(
        this TinyAudioDiffusionBuilder builder, Action<TorchSharpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new TorchSharpOptions();
        configure?.Invoke(options);
        builder.Services.RemoveAll<TensorEngine>();
        builder.Services.AddSingleton<TensorEngine>(_ => new TorchSharpEngine(options));
        return builder;
    }
}

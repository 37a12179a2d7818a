using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.NAudio;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what NAudio brings.</summary>
public static class TinyAudioDiffusionNAudioBuilderExtensions
{
    /// <summary>
    /// Adds the kinds of sound files of <see cref="SoundFiles"/>, and <see cref="IAudioPlayer"/> as a singleton, which the service provider
    /// disposes.
    /// An <see cref="IAudioBackend"/> that is registered opens the devices; else the system's own does. Calling it twice is harmless. No
    /// device is
    /// opened before a sound is played.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Chooses the device and the volume.</param>
    /// <returns>The same builder.</returns>
    public static TinyAudioDiffusionBuilder AddNAudio(this TinyAudioDiffusionBuilder builder, Action<AudioPlayerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<AudioPlayerOptions>();
        if (configure is not null)
            builder.Services.Configure(configure);
        foreach (var format in SoundFiles.Own)
        {
            if (!builder.Services.Any(service => ReferenceEquals(service.ImplementationInstance, format)))
                builder.AddAudioFormat(format);
        }

        builder.Services.TryAddSingleton<IAudioPlayer>(
            provider => new AudioPlayer(
                provider.GetRequiredService<IOptions<AudioPlayerOptions>>().Value, provider.GetService<IAudioBackend>()));
        return builder;
    }
}

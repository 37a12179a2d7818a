using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Audio;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.NAudio;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>
/// The surroundings of a command: its terminal, the engines of this build, and the library with the application's plug-ins.
/// </summary>
/// <param name="terminal">Where the command writes.</param>
/// <param name="engines">The engines of this build.</param>
/// <param name="plugIns">Adds models, samplers or formats to the library's own.</param>
internal sealed class CommandContext(Terminal terminal, EngineCatalog engines, Action<TinyAudioDiffusionBuilder>? plugIns = null)
{
    private AudioFormats? _formats;

    public Terminal Terminal => terminal;

    public EngineCatalog Engines => engines;

    /// <summary>Gets the kinds of sound files that the library, this build and the plug-ins read.</summary>
    public AudioFormats Formats => _formats ??= FindFormats();

    /// <summary>Builds the library's services.</summary>
    /// <param name="engine">The engine settings of the command line.</param>
    /// <param name="model">One more model to register; null for none.</param>
    /// <param name="weightsOnly">Whether the Hub is asked for the needed weights of a checkpoint only.</param>
    /// <param name="player">Chooses the sound device and the volume; null for the system's default device.</param>
    /// <exception cref="CommandException">The chosen engine is not in this build.</exception>
    public ServiceProvider CreateServices(
        EngineChoice? engine = null, ModelCard? model = null, bool weightsOnly = false, Action<AudioPlayerOptions>? player = null)
    {
        var builder = Register(new ServiceCollection(), model, weightsOnly, player);
        if (engine is not null)
            engines.Register(engine, builder.Services);
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Builds the library's services on an engine that the caller owns.</summary>
    public ServiceProvider CreateServicesOn(TensorEngine engine, ModelCard? model)
    {
        var services = new ServiceCollection();
        services.AddSingleton(engine);
        return Register(services, model, weightsOnly: false, player: null).Services.BuildServiceProvider();
    }

    private AudioFormats FindFormats()
    {
        using var services = CreateServices();
        return services.GetRequiredService<AudioFormats>();
    }

    private TinyAudioDiffusionBuilder Register(
        ServiceCollection services, ModelCard? model, bool weightsOnly, Action<AudioPlayerOptions>? player)
    {
        services.AddLogging(logging => logging.AddProvider(new LogToTerminal(terminal)));
        services.AddSingleton(new FetchNotices(terminal));
        var builder = services.AddTinyAudioDiffusion().AddHuggingFaceHub(options => options.WeightsOnly = weightsOnly).AddNAudio(player);
        if (model is not null)
            builder.AddModel(model);
        plugIns?.Invoke(builder);
        return builder;
    }
}

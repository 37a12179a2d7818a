using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>The library as the commands use it.</summary>
internal static class TadServices
{
    /// <summary>Builds the services, with one more model where the command line names one on disk.</summary>
    /// <param name="terminal">Where warnings and notices are written.</param>
    /// <param name="engine">The chosen engine; null for the default.</param>
    /// <param name="model">The model on disk; null for none.</param>
    /// <param name="weightsOnly">Whether the Hub is asked for the needed weights of a checkpoint only.</param>
    /// <exception cref="CommandException">The chosen engine is not in this build.</exception>
    public static ServiceProvider Create(Terminal terminal, EngineChoice? engine = null, ModelCard? model = null, bool weightsOnly = false)
    {
        var builder = Register(new ServiceCollection(), terminal, model, weightsOnly);
        if (engine is not null)
            terminal.Engines.Register(engine, builder.Services);
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Builds the services on a given engine, which stays its owner's.</summary>
    public static ServiceProvider CreateOn(TensorEngine engine, Terminal terminal, ModelCard? model)
    {
        var services = new ServiceCollection();
        services.AddSingleton(engine);
        return Register(services, terminal, model, weightsOnly: false).Services.BuildServiceProvider();
    }

    /// <summary>Opens a model without loading its weights; a download is announced first.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelFormatException">No format reads its files, or one of them is not what it should be.</exception>
    public static Task<OpenedModel> OpenModelAsync(this IServiceProvider services, string location, ModelLoadOptions options, CancellationToken cancellationToken)
        => services.GetRequiredService<ModelOpener>().OpenAsync(location, options, services.FetchProgress(), cancellationToken);

    /// <summary>Gets the listener that announces downloads at the terminal.</summary>
    public static IProgress<ModelFetchProgress> FetchProgress(this IServiceProvider services)
        => new DirectProgress<ModelFetchProgress>(services.GetRequiredService<FetchNotices>().Tell);

    private static TinyAudioDiffusionBuilder Register(ServiceCollection services, Terminal terminal, ModelCard? model, bool weightsOnly)
    {
        services.AddSingleton<ILoggerProvider>(new WarningsToTerminal(terminal));
        services.AddSingleton(new FetchNotices(terminal));
        var builder = services.AddTinyAudioDiffusion().AddHuggingFaceHub(options => options.WeightsOnly = weightsOnly);
        if (model is not null)
            builder.AddModel(model);
        terminal.PlugIns?.Invoke(builder);
        return builder;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Engines;
using TinyAudioDiffusion.Engine;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>The library as the commands use it.</summary>
internal static class TadServices
{
    /// <summary>Builds the services, with one more model where the command line names one on disk.</summary>
    /// <exception cref="CommandException">The chosen engine is not in this build.</exception>
    public static ServiceProvider Create(Terminal terminal, EngineChoice? engine = null, ModelCard? model = null)
    {
        var builder = Register(new ServiceCollection(), terminal, model);
        if (engine is not null)
            terminal.Engines.Register(engine, builder.Services);
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Builds the services on a given engine, which stays its owner's.</summary>
    public static ServiceProvider CreateOn(TensorEngine engine, Terminal terminal, ModelCard? model)
    {
        var services = new ServiceCollection();
        services.AddSingleton(engine);
        return Register(services, terminal, model).Services.BuildServiceProvider();
    }

    public static ModelOpener Opener(this IServiceProvider services)
        => new(services.GetRequiredService<Registry<IModelSource>>(), services.GetRequiredService<Registry<IModelFormat>>(), services.GetRequiredService<FetchNotices>());

    private static TinyAudioDiffusionBuilder Register(ServiceCollection services, Terminal terminal, ModelCard? model)
    {
        services.AddSingleton<ILoggerProvider>(new WarningsToTerminal(terminal));
        services.AddSingleton(new FetchNotices(terminal));
        var builder = services.AddTinyAudioDiffusion().AddHuggingFaceHub();
        if (model is not null)
            builder.AddModel(model);
        terminal.PlugIns?.Invoke(builder);
        return builder;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Engine.Managed;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Models;

/// <summary>The library as the commands use it.</summary>
internal static class TadServices
{
    /// <summary>Builds the services, with one more model where the command line names one on disk.</summary>
    public static ServiceProvider Create(Terminal terminal, int? threads = null, ModelCard? model = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerProvider>(new WarningsToTerminal(terminal));
        var builder = services.AddTinyAudioDiffusion();
        if (threads is not null)
            builder.UseManagedEngine(new ManagedEngineOptions { Threads = threads.Value });
        if (model is not null)
            builder.AddModel(model);
        return services.BuildServiceProvider();
    }

    public static ModelOpener Opener(this IServiceProvider services)
        => new(services.GetRequiredService<Registry<IModelSource>>(), services.GetRequiredService<Registry<IModelFormat>>());
}

using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Sampling;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>The library for a command that makes sounds.</summary>
internal static class SoundServices
{
    /// <summary>Builds the library's services with the model and the engine of a command line.</summary>
    /// <param name="context">The surroundings of the command.</param>
    /// <param name="sound">What the command line says.</param>
    /// <param name="kind">The kind to make; null where none is named.</param>
    /// <exception cref="UsageException">There is no such sampler or schedule.</exception>
    /// <exception cref="CommandException">There is no such model.</exception>
    public static ServiceProvider CreateServices(this CommandContext context, SoundSettings sound, DrumKind? kind)
    {
        var services = context.CreateServices(
            sound.Engine, sound.Model.Card(kind), sound.Model.WeightsOnly, textEncoder: sound.Model.TextEncoder);
        try
        {
            RequireNames(services, sound.Generation);
            if (sound.Model.Name is not null)
                services.CardOf(sound.Model);
            return services;
        }
        catch
        {
            services.Dispose();
            throw;
        }
    }

    /// <summary>Checks the names of a command line before any model is loaded.</summary>
    /// <exception cref="UsageException">There is no such sampler or schedule.</exception>
    public static void RequireNames(IServiceProvider services, GenerationOptions options)
    {
        if (options.Sampler is { } sampler)
            services.GetNamed<ISampler>(sampler);
        if (options.Schedule is { } schedule && !string.Equals(schedule, ScheduleNames.Own, StringComparison.OrdinalIgnoreCase))
            services.GetNamed<INoiseSchedule>(schedule);
    }
}

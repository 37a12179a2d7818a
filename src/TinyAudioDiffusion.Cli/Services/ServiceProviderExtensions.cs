using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>Lookups in the library's services that several commands make.</summary>
internal static class ServiceProviderExtensions
{
    /// <summary>Gets the listener that announces downloads at the terminal.</summary>
    public static IProgress<ModelFetchProgress> FetchProgress(this IServiceProvider services)
        => new DirectProgress<ModelFetchProgress>(services.GetRequiredService<FetchNotices>().Tell);

    /// <summary>Finds the model that a command line names and opens its files without loading the weights.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelFormatException">Its files cannot be read.</exception>
    public static Task<OpenedModel> OpenAsync(this IServiceProvider services, ModelSettings model, CancellationToken cancellationToken)
    {
        var card = model.Card() ?? services.GetRequiredService<IModelZoo>().CardFor(model.Name!);
        return services.GetRequiredService<ModelOpener>().OpenAsync(card.Location, card.Load, services.FetchProgress(), cancellationToken);
    }

    /// <summary>Gets a part of the library by the name that a command line gives.</summary>
    /// <exception cref="UsageException">There is no such name; the message lists those that are known.</exception>
    public static T GetNamed<T>(this IServiceProvider services, string name)
        where T : class, INamed
    {
        try
        {
            return services.GetRequiredService<Registry<T>>().Get(name);
        }
        catch (UnknownNameException exception)
        {
            throw new UsageException(exception.Message, exception);
        }
    }
}

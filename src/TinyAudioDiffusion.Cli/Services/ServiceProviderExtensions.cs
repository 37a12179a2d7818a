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
        var card = services.CardOf(model);
        return services.GetRequiredService<ModelOpener>().OpenAsync(card.Location, card.Load, services.FetchProgress(), cancellationToken);
    }

    /// <summary>Finds the card of the model that a command line names: a path or an id.</summary>
    /// <exception cref="CommandException">There is no such model.</exception>
    public static ModelCard CardOf(this IServiceProvider services, ModelSettings model)
    {
        var zoo = services.GetRequiredService<IModelZoo>();
        if (FileKind.MayBeModel(model.Name!))
            FileKind.RequireModel(model.Name!);
        // A folder of sounds may have the name of a model: "drums".
        if (zoo.Cards.FirstOrDefault(card => string.Equals(card.Id, model.Name, StringComparison.OrdinalIgnoreCase)) is { } known)
            return known;
        FileKind.RequireModel(model.Name!);
        try
        {
            return model.Card() ?? zoo.CardFor(model.Name!);
        }
        catch (ModelNotFoundException exception)
        {
            throw new CommandException(
                $"There is no model \"{model.Name}\": there is no such file or folder, and \"tad models\" lists no such name.", exception);
        }
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

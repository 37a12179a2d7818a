using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>
/// A model to measure, with its files open: the one that a command line names, or else the published configuration with seeded weights.
/// </summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Opened">Its description and its weights; null for a model that is no network of the library, but a plug-in's.</param>
internal sealed record MeasuredModel(string Name, OpenedModel? Opened) : IDisposable
{
    private const string PublishedName = "published configuration, seeded weights";
    private const ulong PublishedSeed = 0;

    private ModelFiles? Files { get; init; }

    private ModelLoadOptions Options { get; init; } = new();

    /// <summary>Opens the model.</summary>
    public static async Task<MeasuredModel> OpenAsync(IServiceProvider services, ModelSettings model, CancellationToken cancellationToken)
    {
        if (model.Name is null)
        {
            var description = PublishedConfiguration.Model;
            var seeded = SeededInitialization.Of(description, services.GetRequiredService<Registry<ITransformFactory>>(), PublishedSeed);
            return new(PublishedName, new OpenedModel(description, seeded, []));
        }

        var card = services.CardOf(model);
        var finder = services.GetRequiredService<ModelFinder>();
        var files = await finder.FetchAsync(card.Location, card.Load, services.FetchProgress(), cancellationToken);
        return finder.FormatOf(files) is NetworkModelFormat format
            ? new(model.ShortName, format.Open(files, card.Load))
            : new(model.ShortName, Opened: null) { Files = files, Options = card.Load };
    }

    /// <summary>Gives the description and the weights, where the model is a network of the library.</summary>
    /// <exception cref="CommandException">It is a plug-in's.</exception>
    public OpenedModel RequireNetwork()
        => Opened ?? throw new CommandException($"{Name} is no network of the library, and only those can be trained.");

    /// <summary>Loads the model on the engine of some services.</summary>
    public IDiffusionModel Load(IServiceProvider services, CancellationToken cancellationToken)
        => Opened is not null
            ? services.GetRequiredService<ModelLoader>().Load(Opened, Name, cancellationToken).Model
            : services.GetRequiredService<ModelFinder>().FormatOf(Files!).Load(Files!, Options, cancellationToken).Model;

    public void Dispose() => Opened?.Dispose();
}

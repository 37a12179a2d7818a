using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Cli.Services;
using TinyAudioDiffusion.Models.Formats;
using TinyAudioDiffusion.Models.Networks;
using TinyAudioDiffusion.Models.Transforms;

namespace TinyAudioDiffusion.Cli.Bench;

/// <summary>A model to measure, with its files open: the one that a command line names, or else the published configuration with seeded weights.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Opened">Its description and its weights.</param>
internal sealed record MeasuredModel(string Name, OpenedModel Opened) : IDisposable
{
    private const string PublishedName = "published configuration, seeded weights";
    private const ulong PublishedSeed = 0;

    /// <summary>Opens the model.</summary>
    public static async Task<MeasuredModel> OpenAsync(IServiceProvider services, ModelSettings model, CancellationToken cancellationToken)
    {
        if (model.Name is not null)
            return new(model.ShortName, await services.OpenAsync(model, cancellationToken));
        var description = PublishedConfiguration.Model;
        var seeded = SeededInitialization.Of(description, services.GetRequiredService<Registry<ITransformFactory>>(), PublishedSeed);
        return new(PublishedName, new OpenedModel(description, seeded, []));
    }

    public void Dispose() => Opened.Dispose();
}

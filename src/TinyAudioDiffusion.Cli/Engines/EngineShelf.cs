using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>The engines of this build.</summary>
/// <param name="others">Those beside the managed one.</param>
internal sealed class EngineShelf(params IReadOnlyList<IEngineProvider> others)
{
    private readonly IReadOnlyList<IEngineProvider> _providers = [new ManagedEngineProvider(), .. others];

    /// <summary>Makes the engine of a choice, for the caller to dispose.</summary>
    /// <exception cref="TinyAudioDiffusionException">There is no such engine in this build, or it does not work here.</exception>
    public TensorEngine Create(EngineChoice choice) => Find(choice).Create(choice);

    /// <summary>Registers the engine of a choice in the place of what is registered; where nothing is chosen, that stays.</summary>
    /// <exception cref="CommandException">There is no such engine in this build.</exception>
    public void Register(EngineChoice choice, IServiceCollection services)
    {
        if (choice == new EngineChoice())
            return;
        var provider = Find(choice);
        services.RemoveAll<TensorEngine>();
        services.AddSingleton(_ => provider.Create(choice));
    }

    /// <summary>Looks which engines would work here, those that other builds have included.</summary>
    public IEnumerable<EngineReport> Examine()
    {
        foreach (var provider in _providers)
            yield return provider.Examine();
        if (_providers.All(provider => provider.Name != EngineNames.TorchSharp))
            yield return new EngineReport(EngineNames.TorchSharp, Version: null, [], EngineNames.TorchSharpIsElsewhere);
    }

    private IEngineProvider Find(EngineChoice choice)
    {
        var name = choice.Name ?? EngineNames.Managed;
        return _providers.FirstOrDefault(provider => provider.Name == name)
            ?? throw new CommandException($"There is no engine \"{name}\" here: {EngineNames.TorchSharpIsElsewhere}");
    }
}

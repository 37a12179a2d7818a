using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Engine;

namespace TinyAudioDiffusion.Cli.Engines;

/// <summary>The engines of this build.</summary>
/// <param name="others">The engines beside the managed one.</param>
internal sealed class EngineCatalog(params IReadOnlyList<IEngineProvider> others)
{
    private readonly IReadOnlyList<IEngineProvider> _providers = [new ManagedEngineProvider(), .. others];

    /// <summary>Makes the engine of a choice. The caller disposes it.</summary>
    /// <exception cref="TinyAudioDiffusionException">This build has no such engine, or the engine does not work here.</exception>
    public TensorEngine Create(EngineChoice choice) => Find(choice).Create(choice);

    /// <summary>Replaces the registered engine by the one of a choice. An empty choice changes nothing.</summary>
    /// <exception cref="CommandException">This build has no such engine.</exception>
    public void Register(EngineChoice choice, IServiceCollection services)
    {
        if (choice == new EngineChoice())
            return;
        var provider = Find(choice);
        services.RemoveAll<TensorEngine>();
        services.AddSingleton(_ => provider.Create(choice));
    }

    /// <summary>Finds out which engines would work here, including those that only other builds have.</summary>
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

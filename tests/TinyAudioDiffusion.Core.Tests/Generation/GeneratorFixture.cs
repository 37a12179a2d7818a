using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Diffusion;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.Generation;

/// <summary>A generator as an application gets it, with one model behind every kind of drum.</summary>
internal sealed class GeneratorFixture : IDisposable
{
    private readonly ServiceProvider _provider;

    public GeneratorFixture(
        IDiffusionModel? model = null, ModelCard? card = null, SamplingSettings? settings = null,
        Action<TinyAudioDiffusionOptions>? configure = null,
        Action<IServiceCollection>? services = null, IDiffusionModel? teacher = null,
        Action<TinyAudioDiffusionBuilder>? build = null)
    {
        Models = new FakeModels(
            location => location == "fake:teacher" ? teacher! : model ?? new AnalyticGaussianModel(mean: 0.2, deviation: 0.1))
        {
            Settings = settings,
        };
        var collection = new ServiceCollection();
        services?.Invoke(collection);
        var builder = collection.AddTinyAudioDiffusionCore(configure)
            .AddModelSource(Models)
            .AddModelFormat(Models)
            .AddModel(card ?? new ModelCard { Id = "test", Location = "fake:test", Kinds = [.. Enum.GetValues<DrumKind>()] });
        build?.Invoke(builder);
        if (teacher is not null)
            collection.AddSingleton(new ModelCard { Id = "teacher", Location = "fake:teacher" });
        _provider = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Generator = _provider.GetRequiredService<IDrumGenerator>();
        Studio = _provider.GetRequiredService<IDrumStudio>();
        Describer = _provider.GetRequiredService<DrumDescriber>();
    }

    public FakeModels Models { get; }

    public IDrumGenerator Generator { get; }

    public IDrumStudio Studio { get; }

    public DrumDescriber Describer { get; }

    public void Dispose() => _provider.Dispose();
}

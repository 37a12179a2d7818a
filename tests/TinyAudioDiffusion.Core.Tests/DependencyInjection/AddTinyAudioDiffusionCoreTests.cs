using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Sampling;
using TinyAudioDiffusion.Tests.Fakes;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Tests.DependencyInjection;

public class AddTinyAudioDiffusionCoreTests
{
    [Fact]
    public void Twice_IsHarmless()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore();
        services.AddTinyAudioDiffusionCore(options => options.Steps = 7);
        using var provider = services.BuildServiceProvider();

        Assert.Equal(16, provider.GetServices<ISampler>().Count());
        Assert.Equal(7, provider.GetServices<INoiseSchedule>().Count());
        Assert.Single(provider.GetServices<IModelSource>());
        Assert.Single(provider.GetServices<IDrumGenerator>());
        Assert.Equal(7, provider.GetRequiredService<IOptions<TinyAudioDiffusionOptions>>().Value.Steps);
    }

    [Fact]
    public void Names_AreTheConstants()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore();
        using var provider = services.BuildServiceProvider();

        Assert.Equal(Constants(typeof(SamplerNames)), provider.GetRequiredService<Registry<ISampler>>().Names);

        // A student's own levels belong to its model, so that no registry has them.
        Assert.Equal(
            Constants(typeof(ScheduleNames)).Where(name => name != ScheduleNames.Own),
            provider.GetRequiredService<Registry<INoiseSchedule>>().Names);

        static IEnumerable<string> Constants(Type type)
            => type.GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Builder_LastUnderANameWins()
    {
        var mine = new OtherDdim();
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddSampler(mine);
        services.AddTinyAudioDiffusionCore();
        using var provider = services.BuildServiceProvider();

        Assert.Same(mine, provider.GetRequiredService<Registry<ISampler>>().Get("ddim"));
    }

    [Fact]
    public void RegisteredBefore_Stays()
    {
        using var zoo = new ModelZoo([], new ModelFinder(new("model source", []), new("model format", [])));
        var services = new ServiceCollection();
        services.AddSingleton<IModelZoo>(zoo).AddTinyAudioDiffusionCore();
        using var provider = services.BuildServiceProvider();

        Assert.Same(zoo, provider.GetRequiredService<IModelZoo>());
    }

    public static TheoryData<Action<TinyAudioDiffusionOptions>, string> BadOptions() => new()
    {
        { options => options.Steps = 0, "Steps is 0" },
        { options => options.Steps = 10_001, "from 1 to 10000" },
        { options => options.MaxBatch = 0, "MaxBatch is 0" },
        { options => options.Sampler = "magic", "Sampler is \"magic\"; known are ddim" },
        { options => options.Schedule = "", "Schedule is \"\"; known are cosine-logsnr, crash" },
        { options => options.MaxSteps = 0, "MaxSteps is 0" },
        { options => options.MaxLength = 0, "MaxLength is 0" },
        { options => options.MaxCount = -1, "MaxCount is -1" },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void BadOptions_FailAtStart_AndAtFirstUse(Action<TinyAudioDiffusionOptions> configure, string message)
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore(configure);
        using var provider = services.BuildServiceProvider();

        var atStart = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IDrumGenerator>());
        Assert.Contains(message, atStart.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddModel_OnePathForSeveralKinds_LastCallForAKindWins()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore()
            .AddModel(DrumKind.Kick, "/models/a")
            .AddModel(DrumKind.Kick, "/models/b")
            .AddModel(DrumKind.Snare, "/models/a");
        using var provider = services.BuildServiceProvider();

        var zoo = provider.GetRequiredService<IModelZoo>();

        Assert.Equal("/models/b", zoo.CardFor(DrumKind.Kick).Location);
        Assert.Equal("/models/a", zoo.CardFor(DrumKind.Snare).Location);
        Assert.Equal(2, zoo.Cards.Count);
    }

    [Fact]
    public async Task Provider_DisposesLoadedModels()
    {
        var model = new ScriptedDiffusionModel();
        var fake = new FakeModels(_ => model);
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore().AddModelSource(fake).AddModelFormat(fake);
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IDrumGenerator>().GenerateAsync("fake:x", new() { Steps = 1 });

        await provider.DisposeAsync();

        Assert.True(model.IsDisposed);
    }

    private sealed class OtherDdim : ISampler
    {
        public string Name => "ddim";

        public void Sample(SamplingRun run, Span<float> x) => x.Clear();
    }
}

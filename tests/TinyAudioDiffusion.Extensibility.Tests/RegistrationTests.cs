using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Extensibility.Tests;

/// <summary>How an application sets the library up: by configuration, and several generators side by side.</summary>
public sealed class RegistrationTests
{
    private static string TinyNoise => Path.Combine(AppContext.BaseDirectory, "tiny-noise");

    [Fact]
    public async Task Configuration_SetsTheOptions_AndCodeMayFollow()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusion(Section(("steps", "2"), ("Sampler", "ddim"), ("MaxLength", "4096")))
            .AddModel(DrumKind.Kick, TinyNoise);
        services.Configure<TinyAudioDiffusionOptions>(options => options.MaxBatch = 2);
        await using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<TinyAudioDiffusionOptions>>().Value;
        var clip = await provider.GetRequiredService<IDrumGenerator>().GenerateAsync(DrumKind.Kick, new() { Seed = 1, Length = 256 });

        Assert.Equal((2, "ddim", 4096, 2), (options.Steps, options.Sampler, options.MaxLength, options.MaxBatch));
        Assert.Equal((2, "ddim"), (clip.Recipe!.Steps, clip.Recipe!.Sampler));
    }

    [Fact]
    public void FaultsOfAConfiguration_ComeTogether()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusion(Section(
            ("Stepps", "6"), ("Steps", "six"), ("Sampler", "magic"), ("MaxBatch", "0"), ("MaxCount", "")));
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IOptions<TinyAudioDiffusionOptions>>().Value);

        foreach (var part in (string[])
            ["Drums:Stepps is no option; known are Sampler, ", "Drums:Steps is \"six\"", "Sampler is \"magic\"; known", "MaxBatch is 0;",
                "Drums:MaxCount is \"\""])
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        Assert.Equal(5, exception.Failures.Count());
    }

    [Fact]
    public async Task KeyedGenerators_HaveOptionsAndModelsOfTheirOwn_AndEndWithTheApplication()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusion();
        services.AddKeyedTinyAudioDiffusion("fast", options => options.Steps = 1).AddModel(DrumKind.Kick, TinyNoise);
        services.AddKeyedTinyAudioDiffusion("fine", options => options.Steps = 3).AddModel(DrumKind.Kick, TinyNoise)
            .Use(inner => new CachingDrumGenerator(inner));
        IDrumGenerator fine;
        var strict = new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true };
        await using (var provider = services.BuildServiceProvider(strict))
        {
            var fast = provider.GetRequiredKeyedService<IDrumGenerator>("fast");
            fine = provider.GetRequiredKeyedService<IDrumGenerator>("fine");
            GenerationOptions options = new() { Seed = 1, Length = 256 };

            Assert.Equal(1, (await fast.GenerateAsync(DrumKind.Kick, options)).Recipe!.Steps);
            var first = await fine.GenerateAsync(DrumKind.Kick, options);
            Assert.Equal(3, first.Recipe!.Steps);
            Assert.Same(first, await fine.GenerateAsync(DrumKind.Kick, options));
            Assert.Same(fine, provider.GetRequiredKeyedService<IDrumGenerator>("fine"));
            Assert.NotNull(provider.GetRequiredKeyedService<IDrumStudio>("fine"));
            Assert.NotEqual(
                provider.GetRequiredService<IModelZoo>().CardFor(DrumKind.Kick),
                provider.GetRequiredKeyedService<IModelZoo>("fast").CardFor(DrumKind.Kick));
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => fine.GenerateAsync(DrumKind.Kick, new() { Seed = 2, Length = 256 }));
        Assert.Throws<ArgumentException>(() => services.AddKeyedTinyAudioDiffusion("fast"));
    }

    private static IConfigurationSection Section(params (string Name, string Value)[] values)
        => new ConfigurationBuilder().AddInMemoryCollection(
            values.Select(value => KeyValuePair.Create($"Drums:{value.Name}", (string?)value.Value))).Build().GetSection("Drums");
}

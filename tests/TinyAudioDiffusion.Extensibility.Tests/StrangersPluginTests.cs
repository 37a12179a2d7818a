using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Zoo;

namespace TinyAudioDiffusion.Extensibility.Tests;

/// <summary>Everything that can be swapped, swapped from outside: nothing here sees internals.</summary>
public sealed class StrangersPluginTests : IDisposable
{
    private readonly ServiceProvider _provider;
    private readonly IDrumGenerator _generator;

    public StrangersPluginTests()
    {
        var services = new ServiceCollection();
        services.AddTinyAudioDiffusionCore()
            .AddSampler<StrangersSampler>()
            .AddSchedule(new StrangersSchedule())
            .AddModelSource<StrangersSource>()
            .AddModelFormat<StrangersFormat>()
            .AddModel(new ModelCard { Id = "tone", Location = "memory:440", Kinds = [DrumKind.Percussion], Licence = "CC0" });
        _provider = services.BuildServiceProvider();
        _generator = _provider.GetRequiredService<IDrumGenerator>();
    }

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task Kind_IsMadeByTheStrangersModel_AsItsFilesRecommend()
    {
        var clip = await _generator.GenerateAsync(DrumKind.Percussion, new() { Seed = 1 });

        Assert.Equal(
            new GenerationRecipe
            {
                Model = "tone",
                Revision = "1",
                Seed = 1,
                Sampler = "forgetful",
                Schedule = "quadratic",
                Steps = 5,
                Length = 4800
            },
            clip.Recipe);
        for (var i = 0; i < clip.Length; i++)
            Assert.Equal(StrangersModel.Tone(440, i), clip.Samples.Span[i], 1e-5f);
    }

    [Fact]
    public async Task OurSampler_TakesTheStrangersModel()
    {
        var clip = await _generator.GenerateAsync("memory:100", new() { Sampler = "ddim", Schedule = "linear", Steps = 3, Length = 1000 });

        Assert.Equal(1000, clip.Length);
        Assert.Equal(StrangersModel.Tone(100, 500), clip.Samples.Span[500], 1e-5f);
    }

    [Fact]
    public async Task StochasticSampler_KeepsTheBatchRule()
    {
        var batch = await _generator.GenerateBatchAsync(DrumKind.Percussion, 6, new() { Seed = 3 });
        var alone = await _generator.GenerateAsync(DrumKind.Percussion, new() { Seed = 8 });

        Assert.Equal(alone.Samples.ToArray(), batch[5].Samples.ToArray());
    }

    [Fact]
    public async Task BadFile_IsTheFormatsOwnError()
    {
        var exception = await Assert.ThrowsAsync<ModelFormatException>(() => _generator.GenerateAsync("memory:loud"));

        Assert.Equal("memory:loud", exception.File);
    }
}

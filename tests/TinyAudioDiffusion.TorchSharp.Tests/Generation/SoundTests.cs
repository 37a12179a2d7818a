using Microsoft.Extensions.DependencyInjection;
using TinyAudioDiffusion.Models.Tests;

namespace TinyAudioDiffusion.TorchSharp.Tests.Generation;

public sealed class SoundTests
{
    private static readonly string _tinyNoise = Fixtures.PathOf("../samples/tiny-noise");

    [Theory]
    [InlineData("tiny-noise", null, null, 1e-4f)]
    [InlineData("tiny-noise", "ddim", 20, 1e-4f)]
    [InlineData("drums", null, 3, 1e-3f)]
    public async Task Recipe_SoundsAsOnTheManagedEngine(string model, string? sampler, int? steps, float tolerance)
    {
        var options = new GenerationOptions { Seed = 42, Sampler = sampler, Steps = steps, Length = 8192 };
        var managed = await MakeAsync(model, options, _ => { });
        var torch = await MakeAsync(model, options, builder => builder.UseTorchSharp());

        Assert.Equal(managed.Length, torch.Length);
        Assert.InRange(Difference(managed, torch), 0f, tolerance * managed.Peak);
    }

    [Theory]
    [InlineData(TorchSharpPrecision.BFloat16, 0.1f)]
    [InlineData(TorchSharpPrecision.Half, 0.02f)]
    public async Task Recipe_InMixedPrecision_SoundsAlike(TorchSharpPrecision precision, float tolerance)
    {
        var options = new GenerationOptions { Seed = 42, Length = 1024, Steps = 8 };
        var full = await MakeAsync("tiny-noise", options, builder => builder.UseTorchSharp());
        var mixed = await MakeAsync("tiny-noise", options, builder => builder.UseTorchSharp(torch => torch.Precision = precision));

        Assert.InRange(Difference(full, mixed), 1e-6f, tolerance * full.Peak);
    }

    [Fact]
    public async Task Batch_GivesTheSoundsOfItsItems()
    {
        await using var services = Services(builder => builder.UseTorchSharp());
        var generator = services.GetRequiredService<IDrumGenerator>();
        var options = new GenerationOptions { Seed = 5, Length = 2048 };
        var batch = await generator.GenerateBatchAsync(_tinyNoise, 3, options);
        var alone = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(i => generator.GenerateAsync(_tinyNoise, options with { Seed = 5 + (ulong)i })));

        for (var i = 0; i < 3; i++)
            Assert.InRange(Difference(batch[i], alone[i]), 0f, 1e-4f * alone[i].Peak);
    }

    private static ServiceProvider Services(Action<TinyAudioDiffusionBuilder> choose)
    {
        var builder = new ServiceCollection().AddTinyAudioDiffusion();
        choose(builder);
        return builder.Services.BuildServiceProvider();
    }

    private static async Task<AudioClip> MakeAsync(string model, GenerationOptions options, Action<TinyAudioDiffusionBuilder> choose)
    {
        await using var services = Services(choose);
        var generator = services.GetRequiredService<IDrumGenerator>();
        return await generator.GenerateAsync(
            model == "tiny-noise" ? _tinyNoise : model, model == "drums" ? options with { Class = "kick" } : options);
    }

    private static float Difference(AudioClip first, AudioClip second)
    {
        var largest = 0f;
        for (var i = 0; i < first.Samples.Length; i++)
            largest = MathF.Max(largest, MathF.Abs(first.Samples.Span[i] - second.Samples.Span[i]));
        return largest;
    }
}

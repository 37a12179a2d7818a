using Microsoft.Extensions.DependencyInjection;

namespace TinyAudioDiffusion.Tests.Generation;

public sealed class DelegatingDrumGeneratorTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 1, Steps = 1 };

    [Fact]
    public async Task Use_PutsGeneratorsAround_TheLastOneOutside()
    {
        var calls = new List<string>();
        using var fixture = new GeneratorFixture(build: builder => builder
            .Use(inner => new Recording(inner, "first", calls))
            .Use((inner, services) =>
            {
                Assert.NotNull(services.GetRequiredService<IDrumStudio>());
                return new Recording(inner, "last", calls);
            }));
        var generator = fixture.Generator;

        var clip = await generator.GenerateAsync("test", _quick);
        await generator.GenerateAsync(DrumKind.Kick, _quick);

        Assert.Equal(["last test 1", "first test 1", "last Kick 1", "first Kick 1"], calls);
        Assert.Equal(1ul, clip.Recipe!.Seed);
    }

    [Fact]
    public async Task GenerateEach_GivesTheSoundsOfABatch_AFewAtATime()
    {
        var calls = new List<string>();
        using var fixture = new GeneratorFixture(build: builder => builder.Use(inner => new Recording(inner, "each", calls)));
        var generator = fixture.Generator;

        var batch = await generator.GenerateBatchAsync("test", 10, _quick);
        calls.Clear();
        var each = new List<AudioClip>();
        await foreach (var clip in generator.GenerateEachAsync("test", 10, _quick))
        {
            each.Add(clip);
            if (each.Count == 1)
                Assert.Equal(["each test 4"], calls);
        }

        Assert.Equal(["each test 4", "each test 4", "each test 2"], calls);
        Assert.Equal(batch.Select(clip => clip.Recipe), each.Select(clip => clip.Recipe));
        Assert.All(batch.Zip(each), pair => Assert.Equal(pair.First.Samples.ToArray(), pair.Second.Samples.ToArray()));
    }

    [Fact]
    public async Task GenerateEach_WithoutASeed_CountsUpFromARandomOne()
    {
        using var fixture = new GeneratorFixture();
        var seeds = new List<ulong>();
        await foreach (var clip in fixture.Generator.GenerateEachAsync(DrumKind.Kick, 6, new() { Steps = 1 }))
            seeds.Add(clip.Recipe!.Seed);
        Assert.Equal(Enumerable.Range(0, 6).Select(i => seeds[0] + (ulong)i), seeds);
    }

    [Fact]
    public void GenerateEach_OfNothing_IsRefusedAtOnce()
    {
        using var fixture = new GeneratorFixture();
        var generator = fixture.Generator;
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.GenerateEachAsync(DrumKind.Kick, 0));
    }

    private sealed class Recording(IDrumGenerator inner, string name, List<string> calls) : DelegatingDrumGenerator(inner)
    {
        public override Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
            DrumKind kind, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
            CancellationToken cancellationToken = default)
        {
            calls.Add($"{name} {kind} {count}");
            return base.GenerateBatchAsync(kind, count, options, progress, cancellationToken);
        }

        public override Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
            string model, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
            CancellationToken cancellationToken = default)
        {
            calls.Add($"{name} {model} {count}");
            return base.GenerateBatchAsync(model, count, options, progress, cancellationToken);
        }
    }
}

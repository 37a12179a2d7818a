namespace TinyAudioDiffusion.Tests.Generation;

public sealed class CachingDrumGeneratorTests
{
    private static readonly GenerationOptions _quick = new() { Seed = 1, Steps = 1 };

    [Fact]
    public async Task TheSameSound_IsMadeOnce_HoweverItIsAskedFor()
    {
        var (fixture, made) = Create(capacity: 10);
        using var _ = fixture;
        var first = await fixture.Generator.GenerateAsync("test", _quick);

        var again = await fixture.Generator.GenerateAsync("test", first.Recipe!.ToOptions());
        var inOtherWords = await fixture.Generator.GenerateAsync("test", _quick with { Sampler = first.Recipe!.Sampler });

        Assert.Same(first, again);
        Assert.Same(first, inOtherWords);
        Assert.Equal([1], made);
    }

    [Fact]
    public async Task Batch_MakesWhatIsMissing_AndIsThatOfTheGeneratorInside()
    {
        var (fixture, made) = Create(capacity: 10);
        using var _ = fixture;
        using var plain = new GeneratorFixture();
        await fixture.Generator.GenerateBatchAsync("test", 3, _quick);

        var batch = await fixture.Generator.GenerateBatchAsync("test", 5, _quick);

        Assert.Equal([3, 2], made);
        var expected = await plain.Generator.GenerateBatchAsync("test", 5, _quick);
        Assert.Equal(expected.Select(clip => clip.Recipe), batch.Select(clip => clip.Recipe));
        Assert.All(expected.Zip(batch), pair => Assert.Equal(pair.First.Samples.ToArray(), pair.Second.Samples.ToArray()));
    }

    [Fact]
    public async Task WhatWasNotAskedForTheLongest_LeavesFirst()
    {
        var (fixture, made) = Create(capacity: 2);
        using var _ = fixture;
        foreach (var seed in (ulong[])[1, 2, 1, 3, 1, 2])
            await fixture.Generator.GenerateAsync("test", _quick with { Seed = seed });
        Assert.Equal(4, made.Count); // 1, 2, 3, and 2 again
    }

    [Fact]
    public async Task WithoutASeed_EachCallMakesASoundOfItsOwn()
    {
        var (fixture, made) = Create(capacity: 2);
        using var _ = fixture;
        var first = await fixture.Generator.GenerateAsync("test", new() { Steps = 1 });
        var second = await fixture.Generator.GenerateAsync("test", new() { Steps = 1 });
        Assert.NotEqual(first.Recipe!.Seed, second.Recipe!.Seed);
        Assert.Equal([1, 1], made);
    }

    [Fact]
    public async Task Errors_AreThoseOfTheGeneratorInside_AndNothingIsKept()
    {
        var (fixture, made) = Create(capacity: 2);
        using var _ = fixture;
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Generator.GenerateBatchAsync("test", 0, _quick));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => fixture.Generator.GenerateAsync("test", _quick with { Steps = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CachingDrumGenerator(fixture.Generator, 0));
        Assert.Equal([0], made);
    }

    private static (GeneratorFixture Fixture, List<int> Made) Create(int capacity)
    {
        var made = new List<int>();
        return (new GeneratorFixture(build: builder => builder
            .Use(inner => new Counting(inner, made))
            .Use(inner => new CachingDrumGenerator(inner, capacity))), made);
    }

    private sealed class Counting(IDrumGenerator inner, List<int> made) : DelegatingDrumGenerator(inner)
    {
        public override Task<IReadOnlyList<AudioClip>> GenerateBatchAsync(
            string model, int count, GenerationOptions? options = null, IProgress<GenerationProgress>? progress = null,
            CancellationToken cancellationToken = default)
        {
            made.Add(count);
            return base.GenerateBatchAsync(model, count, options, progress, cancellationToken);
        }
    }
}

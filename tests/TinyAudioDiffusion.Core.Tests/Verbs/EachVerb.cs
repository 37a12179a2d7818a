using TinyAudioDiffusion.Tests.Generation;

namespace TinyAudioDiffusion.Tests.Verbs;

/// <summary>Every verb by name, for what all of them promise.</summary>
internal static class EachVerb
{
    public static TheoryData<string> All() =>
    [
        "vary", "inpaint", "interpolate-seeds", "interpolate", "morph", "invert", "from-noise", "extend", "loop", "best-of", "stream",
        "generate",
    ];

    public static TheoryData<string> WithASource() => ["vary", "inpaint", "interpolate", "morph", "invert", "from-noise", "extend"];

    /// <summary>Those that give sounds with a recipe of their own.</summary>
    public static TheoryData<string> WithAnEdit()
        => ["vary", "vary-legacy", "inpaint", "interpolate-seeds", "interpolate", "morph", "from-noise", "extend", "loop"];

    /// <summary>Those that keep a part of their source bit for bit.</summary>
    public static TheoryData<string> Keeping() => ["inpaint", "extend"];

    public static bool KeepsAPart(string verb) => verb is "inpaint" or "extend";

    public static AudioClip Sound() => new([.. Enumerable.Range(0, 512).Select(i => (float)Math.Sin(i))], 2, 44100);

    /// <summary>Runs a verb on the model "test" and gives its sounds.</summary>
    public static async Task<IReadOnlyList<AudioClip>> RunAsync(
        GeneratorFixture fixture, string verb, AudioClip source, GenerationOptions options, CancellationToken cancellationToken = default)
    {
        var studio = fixture.Studio;
        switch (verb)
        {
            case "vary":
                return await studio.VaryAsync("test", source, new() { Strength = 0.9 }, options, null, cancellationToken);
            case "vary-nothing":
                return await studio.VaryAsync("test", source, new() { Strength = 0 }, options, null, cancellationToken);
            case "vary-legacy":
                return await studio.VaryAsync(
                    "test", source, new() { Strength = 0.3, Legacy = true, Count = 2 }, options, null, cancellationToken);
            case "inpaint":
                SoundRegion[] regions = [new(Channel: 1), new(TimeSpan.FromTicks(12345), TimeSpan.FromTicks(45678))];
                return await studio.InpaintAsync("test", source, new() { Regions = regions, Count = 3 }, options, null, cancellationToken);
            case "interpolate-seeds":
                return await studio.InterpolateAsync("test", 9, null, options, null, cancellationToken);
            case "interpolate":
                return await studio.InterpolateAsync("test", source, Reversed(source), null, options, null, cancellationToken);
            case "morph":
                return await studio.MorphAsync("test", source, Reversed(source), null, options, null, cancellationToken);
            case "invert":
                return [await studio.InvertAsync("test", source, 2, options, null, cancellationToken)];
            case "from-noise":
                return [await studio.GenerateFromNoiseAsync("test", source, options, null, cancellationToken)];
            case "extend":
                return [await studio.ExtendAsync("test", source, null, options with { Length = 1000 }, null, cancellationToken)];
            case "loop":
                return await studio.LoopAsync("test", 1, options, null, cancellationToken);
            case "best-of":
                return [.. (await studio.BestOfAsync("test", 3, null, options, null, cancellationToken)).Select(scored => scored.Clip)];
            case "stream":
                var last = default(AudioClip);
                await foreach (var frame in studio.StreamAsync("test", options, cancellationToken))
                    last = frame.Clip;
                return [last!];
            default:
                return [await fixture.Generator.GenerateAsync("test", options, null, cancellationToken)];
        }
    }

    private static AudioClip Reversed(AudioClip sound)
        => new([.. sound.Samples.ToArray().Reverse()], sound.Channels, sound.SampleRate);
}

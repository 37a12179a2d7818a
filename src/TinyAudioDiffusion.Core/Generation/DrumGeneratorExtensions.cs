using System.Runtime.CompilerServices;

namespace TinyAudioDiffusion;

/// <summary>Other forms of the calls of <see cref="IDrumGenerator"/>.</summary>
public static class DrumGeneratorExtensions
{
    private const int ItemsAtOnce = 4;

    /// <summary>Makes any number of sounds of a kind, and gives each as soon as it is ready. Item i has seed + i.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="kind">The kind of drum.</param>
    /// <param name="count">The number of sounds, at least 1; only a few of them are in memory at a time.</param>
    /// <param name="options">
    /// How to make them; null for the defaults. A time limit counts for the few sounds that are made together.
    /// </param>
    /// <param name="cancellationToken">Stops the work within one network call.</param>
    /// <returns>The sounds in the order of their seeds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static IAsyncEnumerable<AudioClip> GenerateEachAsync(
        this IDrumGenerator generator, DrumKind kind, int count, GenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return EachAsync(
            (items, some, token) => generator.GenerateBatchAsync(kind, items, some, null, token), count, options, cancellationToken);
    }

    /// <summary>Makes any number of sounds with a model, and gives each as soon as it is ready. Item i has seed + i.</summary>
    /// <inheritdoc cref="GenerateEachAsync(IDrumGenerator, DrumKind, int, GenerationOptions?, CancellationToken)"/>
    /// <param name="model">A card's id, or a path to a model.</param>
    public static IAsyncEnumerable<AudioClip> GenerateEachAsync(
        this IDrumGenerator generator, string model, int count, GenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(generator);
        return EachAsync(
            (items, some, token) => generator.GenerateBatchAsync(model, items, some, null, token), count, options, cancellationToken);
    }

    private static IAsyncEnumerable<AudioClip> EachAsync(
        Func<int, GenerationOptions, CancellationToken, Task<IReadOnlyList<AudioClip>>> generate, int count, GenerationOptions? options,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return RunAsync(generate, count, options ?? new GenerationOptions(), cancellationToken);
    }

    private static async IAsyncEnumerable<AudioClip> RunAsync(
        Func<int, GenerationOptions, CancellationToken, Task<IReadOnlyList<AudioClip>>> generate, int count, GenerationOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seed = options.Seed ?? RandomSeed.Next(count);
        for (var first = 0; first < count; first += ItemsAtOnce)
        {
            var some = options with { Seed = unchecked(seed + (ulong)first) };
            foreach (var clip in await generate(Math.Min(ItemsAtOnce, count - first), some, cancellationToken).ConfigureAwait(false))
                yield return clip;
        }
    }
}

using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>Makes any number of sounds, a few at a time, and gives each as soon as it is done.</summary>
internal sealed class GenerationJob
{
    public required IDrumGenerator Generator { get; init; }

    /// <summary>Gets how many sounds go through the network together. Decides speed and memory, never the sound.</summary>
    public required int ItemsAtOnce { get; init; }

    /// <summary>Gets the kind to make; null where <see cref="Options"/> name the model.</summary>
    public DrumKind? Kind { get; init; }

    public required GenerationOptions Options { get; init; }

    public required int Count { get; init; }

    public async IAsyncEnumerable<AudioClip> RunAsync(WorkProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A time limit counts for all sounds together.
        var atOnce = Options.MaxDuration is null ? ItemsAtOnce : Count;
        var seed = Options.Seed;
        for (var first = 0; first < Count; first += atOnce)
        {
            var options = Options with { Seed = seed is null ? null : unchecked(seed.Value + (ulong)first) };
            var clips = await GenerateAsync(first, Math.Min(atOnce, Count - first), options, progress, cancellationToken);
            seed ??= clips[0].Recipe!.Seed;
            foreach (var clip in clips)
                yield return clip;
        }
    }

    private Task<IReadOnlyList<AudioClip>> GenerateAsync(
        int first, int items, GenerationOptions options, WorkProgress progress, CancellationToken cancellationToken)
    {
        var steps = progress.OfCall(report =>
        {
            var ofEach = report.Steps / items;
            return ((ofEach * first) + report.Step, ofEach * Count);
        });
        return Kind is { } kind
            ? Generator.GenerateBatchAsync(kind, items, options, steps, cancellationToken)
            : Generator.GenerateBatchAsync(options.Model!, items, options, steps, cancellationToken);
    }
}

using System.Runtime.CompilerServices;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Generate;

/// <summary>Makes any number of sounds, a few at a time, and writes each as soon as it is done: whoever stops it keeps what is there.</summary>
internal sealed class GenerationJob
{
    public required IDrumGenerator Generator { get; init; }

    /// <summary>How many sounds go through the network together. Decides speed and memory, never the sound.</summary>
    public required int ItemsAtOnce { get; init; }

    /// <summary>Ranks the sounds where <see cref="BestOf"/> is given.</summary>
    public required IDrumStudio Studio { get; init; }

    /// <summary>How many sounds to choose from; null to keep each that is made.</summary>
    public int? BestOf { get; init; }

    public required string Score { get; init; }

    /// <summary>The recipe of a sound that a verb made, which is to be made again; null for any other work.</summary>
    public GenerationRecipe? Remade { get; init; }

    /// <summary>The files that the verb of <see cref="Remade"/> started from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    public DrumKind? Kind { get; init; }

    public required GenerationOptions Options { get; init; }

    public required int Count { get; init; }

    public required string Folder { get; init; }

    /// <summary>What the files' names begin with.</summary>
    public required string Name { get; init; }

    public WavEncoding Encoding { get; init; }

    public async IAsyncEnumerable<(SoundFile File, GenerationRecipe Recipe)> RunAsync(
        WorkProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Remade is { } recipe)
        {
            yield return Save(await RemakeAsync(recipe, progress, cancellationToken), cancellationToken);
            yield break;
        }

        if (BestOf is { } candidates)
        {
            if (candidates < Count)
                throw new CommandException($"--best-of {candidates} cannot give the {Count} sounds of --count.");
            var ranked = await Studio.BestOfAsync(Kind is { } kind ? kind : Options.Model!, candidates, Score, Options, progress.OfCall(), cancellationToken);
            foreach (var (clip, _) in ranked.Take(Count))
                yield return Save(clip, cancellationToken);
            yield break;
        }

        // A time limit counts for all sounds together.
        var atOnce = Options.MaxDuration is null ? ItemsAtOnce : Count;
        var seed = Options.Seed;
        for (var first = 0; first < Count; first += atOnce)
        {
            var options = Options with { Seed = seed is null ? null : unchecked(seed.Value + (ulong)first) };
            var clips = await GenerateAsync(first, Math.Min(atOnce, Count - first), options, progress, cancellationToken);
            seed ??= clips[0].Recipe!.Seed;
            foreach (var clip in clips)
                yield return Save(clip, cancellationToken);
        }
    }

    private Task<AudioClip> RemakeAsync(GenerationRecipe recipe, WorkProgress progress, CancellationToken cancellationToken)
    {
        if (Count > 1 || BestOf is not null)
            throw new CommandException($"A recipe of \"{recipe.Edit!.Verb}\" makes one sound: leave out --count and --best-of.");
        return Studio.RemakeAsync(
            recipe, [.. Sources.Select(AudioClip.Load)], Options == new GenerationOptions() ? null : Options, progress.OfCall(), cancellationToken);
    }

    private (SoundFile File, GenerationRecipe Recipe) Save(AudioClip clip, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.Combine(Folder, $"{Name}-{clip.Recipe!.Seed}.wav");
        clip.Save(path, Encoding);
        return (SoundFile.Of(path, clip, Encoding), clip.Recipe);
    }

    private Task<IReadOnlyList<AudioClip>> GenerateAsync(
        int first, int items, GenerationOptions options, WorkProgress progress, CancellationToken cancellationToken)
    {
        var steps = new DirectProgress<GenerationProgress>(report =>
        {
            if (report.Fetch is { } fetch)
                progress.Report(fetch);
            else
                progress.Report((((report.Steps / items) * first) + report.Step, (report.Steps / items) * Count));
        });
        return Kind is { } kind
            ? Generator.GenerateBatchAsync(kind, items, options, steps, cancellationToken)
            : Generator.GenerateBatchAsync(options.Model!, items, options, steps, cancellationToken);
    }
}

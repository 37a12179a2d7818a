using TinyAudioDiffusion.Cli.Console;
using TinyAudioDiffusion.Evaluation.Measures;

namespace TinyAudioDiffusion.Cli.Evaluate;

/// <summary>Makes the sounds of one kind for an evaluation, a few at a time, so that only their analysis stays in memory.</summary>
internal sealed class SoundMaker
{
    public required IDrumGenerator Generator { get; init; }

    public required int ItemsAtOnce { get; init; }

    /// <summary>Gets how many sounds of each kind are made.</summary>
    public required int Count { get; init; }

    public required GenerationOptions Options { get; init; }

    /// <summary>Gets the folder for the WAV files; null to write none.</summary>
    public string? Folder { get; init; }

    /// <summary>Makes and analyses the sounds of a kind.</summary>
    /// <param name="label">The kind's name among the real sounds.</param>
    /// <param name="kind">The kind, where it chooses the model; null where the options name the model.</param>
    /// <param name="class">The model's class; null for a model without.</param>
    /// <param name="done">How many sounds were made before.</param>
    /// <param name="all">How many there will be.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<List<AnalysedSound>> MakeAsync(
        string label, DrumKind? kind, string? @class, int done, int all, WorkProgress progress, CancellationToken cancellationToken)
    {
        var sounds = new List<AnalysedSound>();
        while (sounds.Count < Count)
        {
            var (made, items) = (sounds.Count, Math.Min(ItemsAtOnce, Count - sounds.Count));
            var options = Options with { Class = @class, Seed = unchecked((Options.Seed ?? 0) + (ulong)made) };
            var steps = progress.OfCall(report
                => ((int)((1000L * (done + made)) + (1000L * items * report.Step / report.Steps)), 1000 * all));
            var clips = kind is { } known
                ? await Generator.GenerateBatchAsync(known, items, options, steps, cancellationToken)
                : await Generator.GenerateBatchAsync(options.Model!, items, options, steps, cancellationToken);
            foreach (var clip in clips)
                sounds.Add(Keep(label, clip));
        }

        return sounds;
    }

    private AnalysedSound Keep(string label, AudioClip clip)
    {
        var name = $"{label}-{clip.Recipe!.Seed}";
        if (Folder is null)
            return AnalysedSound.Of(name, label, null, clip);
        var path = Path.Combine(Folder, label, $"{name}.wav");
        clip.Save(path);
        return AnalysedSound.Of(name, label, path, clip);
    }
}

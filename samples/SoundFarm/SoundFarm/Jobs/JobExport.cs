using System.Globalization;
using SoundFarm.Storage;
using TinyAudioDiffusion;
using TinyAudioDiffusion.Files;

namespace SoundFarm.Jobs;

/// <summary>Copies the sounds of a job out of the store, in folders that people and programs want.</summary>
public sealed class JobExport(ISoundStore store)
{
    /// <summary>Names a sound in a folder of kits: a folder for each seed and setting, a file for each class.</summary>
    public static string KitPath(ManifestEntry entry)
    {
        var recipe = SoundId.Parse(entry.Id);
        var parts = new List<string> { $"seed-{recipe.Seed}" };
        if (recipe.Guidance is { } guidance)
            parts.Add($"guidance-{Text(guidance)}");
        if (recipe.Character is { } sliders)
        {
            foreach (var (name, value) in new[]
            {
                ("brightness", sliders.Brightness), ("decay", sliders.Decay), ("pitch", sliders.Pitch), ("punch", sliders.Punch),
                ("noisiness", sliders.Noisiness),
            })
            {
                if (value is { } quantile)
                    parts.Add($"{name}-{Text(quantile)}");
            }
        }

        return Path.Combine(string.Join('-', parts), $"{Label(recipe)}.wav");
    }

    /// <summary>Names a sound in a folder to train on: a folder for each class.</summary>
    public static string TrainingPath(ManifestEntry entry)
        => Path.Combine(Label(SoundId.Parse(entry.Id)), Path.GetFileName(entry.File));

    /// <summary>Copies the sounds.</summary>
    /// <param name="job">The job.</param>
    /// <param name="folder">Where to; missing folders are created.</param>
    /// <param name="pathOf"><see cref="KitPath"/>, <see cref="TrainingPath"/> or another naming.</param>
    /// <param name="progress">Receives the number of sounds that were copied.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The number of sounds.</returns>
    /// <exception cref="IOException">Two sounds have one path, or the store lacks a sound.</exception>
    public async Task<int> RunAsync(
        StoredJob job, string folder, Func<ManifestEntry, string> pathOf, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var entry in new StoredManifest(store).ReadAsync(job, cancellationToken))
        {
            var path = pathOf(entry);
            if (!paths.Add(path))
                throw new IOException($"{entry.Id} and another sound of the job both want to be {path}; export them as a training folder.");
            var file = await store.ReadAsync(entry.File, cancellationToken)
                ?? throw new IOException($"The store lacks {entry.File}; \"farm verify {job.Name}\" tells what else is amiss.");
            AtomicFile.Write(Path.Combine(folder, path), stream => stream.Write(file));
            progress?.Report(paths.Count);
        }

        return paths.Count;
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    // A model without classes makes one kind of drum, and its name tells which. Both come from an id: they may not lead out of the folder.
    private static string Label(GenerationRecipe recipe)
        => string.Concat((recipe.Class ?? recipe.Model).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' ? c : '_'));
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using TinyAudioDiffusion;

namespace SoundFarm.Jobs;

/// <summary>What a user submits: sounds by id, grids of sounds, or both.</summary>
public sealed partial record JobManifest
{
    /// <summary>The largest number of sounds of a job.</summary>
    public const int MostSounds = 10_000_000;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Gets the name: the folder of the job in the store, and the word that all commands take.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the priority. Jobs of a higher one go first; of equal ones, the one that was submitted first.</summary>
    public int Priority { get; init; }

    /// <summary>Gets sounds by their ids (<see cref="SoundId"/>).</summary>
    public IReadOnlyList<string> Sounds { get; init; } = [];

    /// <summary>Gets grids of sounds.</summary>
    public IReadOnlyList<SoundGrid> Grids { get; init; } = [];

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The JSON file.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="FormatException">The file is no manifest; the message says where and why.</exception>
    public static JobManifest Read(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<JobManifest>(File.ReadAllText(path), _json)
                ?? throw new FormatException("it is empty.");
            manifest.Validate();
            return manifest;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new FormatException($"{path} is no job manifest: {exception.Message}", exception);
        }
    }

    /// <summary>Resolves the ids of all sounds, each once.</summary>
    /// <param name="generator">Knows the models; grids need it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The ids in the order of the manifest.</returns>
    /// <exception cref="FormatException">An id cannot be read.</exception>
    public async IAsyncEnumerable<string> IdsAsync(
        IDrumGenerator generator, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in Sounds)
        {
            if (seen.Add(SoundId.Format(SoundId.Parse(id))))
                yield return id;
        }

        foreach (var grid in Grids)
        {
            await foreach (var id in grid.IdsAsync(generator, cancellationToken))
            {
                if (seen.Add(id))
                    yield return id;
            }
        }
    }

    private void Validate()
    {
        RequireName(Name);
        if (Grids.Any(grid => grid is not { Kinds.Count: > 0, Seeds: > 0 } || grid.Count < 1))
            throw new FormatException("a grid makes no sound: it needs kinds, at least one seed, and values for each of its sliders.");
        if (Sounds.Count + Grids.Sum(grid => grid.Count) is var count && count is < 1 or > MostSounds)
            throw new FormatException($"it asks for {count} sounds; a job has from 1 to {MostSounds}.");
    }

    /// <summary>Checks the name of a job, which becomes a folder.</summary>
    public static void RequireName(string name)
    {
        if (!NamePattern().IsMatch(name))
            throw new FormatException($"\"{name}\" is no name of a job: it has 1 to 64 small letters, digits and hyphens.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePattern();
}
